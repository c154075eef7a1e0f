import { useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { Ticket, TicketWithTimeline, UpdateTicket } from "@tkt/api/schema";
import { useRef, useState } from "react";
import { toastFailure } from "../../../components/toast";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";
import { EDITABLE, type EditableField, only, type Values } from "./merge";
import { lastEditor, saveMerged } from "./save";
import { fetchTicket } from "./ticket";

export type Conflict = {
  field: EditableField;
  mine: UpdateTicket;
  theirs: Values;
  by: string | undefined;
};

/** What became of an edit. */
export type Outcome = { kind: "saved" } | { kind: "collided" } | { kind: "failed"; failure: Failure };

export type Edits = {
  /** The ticket as the agent wants it, before the server has agreed. */
  shown: TicketWithTimeline;
  /** `base` is what the agent saw when they began, unless that is what is shown now. */
  save: (edit: UpdateTicket, base?: Values) => Promise<Outcome>;
  isSaving: (field: EditableField) => boolean;
  conflicts: readonly Conflict[];
  /** Ends a conflict by sending mine over theirs. */
  takeMine: (conflict: Conflict) => Promise<Outcome>;
  /** Ends a conflict by letting theirs stand. */
  takeTheirs: (conflict: Conflict) => void;
};

/**
 * Edits of one ticket: shown at once, saved one after another, taken back when they fail. The edits
 * lie over the ticket and are not written into it, so an answer that comes between undoes nothing.
 */
export function useEdits(ticket: TicketWithTimeline): Edits {
  const server = useServer(ticket);
  const [pending, setPending] = useState<readonly UpdateTicket[]>([]);
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([]);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const failed = useRef(new WeakSet<UpdateTicket>());
  const shown = laidOver(ticket, pending);

  async function save(edit: UpdateTicket, base?: Values): Promise<Outcome> {
    setPending((all) => [...all, edit]);
    // What was shown when the agent began, without what the server has refused by the time it is this one's turn.
    const began = () =>
      laidOver(
        ticket,
        pending.filter((one) => !failed.current.has(one)),
      );
    const saving = last.current.then(() => saveMerged(edit, base ?? began(), server));
    last.current = saving.catch(() => failed.current.add(edit));
    try {
      const { ticket: saved, theirs, collisions } = await saving;
      if (saved) server.take(saved);
      const found = collisions.map((field) => conflictAt(field, edit, theirs));
      setConflicts((all) => [...all.filter(({ field }) => !touches(edit, field)), ...found]);
      return found.length > 0 ? { kind: "collided" } : { kind: "saved" };
    } catch (thrown) {
      const failure = Failure.from(thrown);
      tellOf(edit, failure);
      return { kind: "failed", failure };
    } finally {
      setPending((all) => all.filter((one) => one !== edit));
    }
  }

  function takeTheirs(conflict: Conflict) {
    setConflicts((all) => all.filter((one) => one !== conflict));
  }

  return {
    shown,
    save,
    isSaving: (field) => pending.some((edit) => touches(edit, field)),
    conflicts,
    takeMine: (conflict) => save(conflict.mine, conflict.theirs),
    takeTheirs,
  };
}

function laidOver(ticket: TicketWithTimeline, edits: readonly UpdateTicket[]): TicketWithTimeline {
  let seen = ticket;
  for (const edit of edits) seen = { ...seen, ...edit };
  return seen;
}

function useServer({ ticket_number: number }: TicketWithTimeline) {
  const client = useQueryClient();
  const queryKey = keys.ticket(number);
  return {
    known(): TicketWithTimeline {
      const known = client.getQueryData<TicketWithTimeline>(queryKey);
      if (!known) throw new Failure("not-found");
      return known;
    },
    async fetch(): Promise<TicketWithTimeline> {
      const newest = await fetchTicket(client, number);
      client.setQueryData(queryKey, newest);
      return newest;
    },
    put: (edit: UpdateTicket, version: number) =>
      data(
        api.PUT("/ticket/{number}", {
          params: { path: { number }, header: { "If-Match": `"${version}"` } },
          body: edit,
        }),
      ),
    /** Keeps what the server answered; its timeline is fetched. */
    take(saved: Ticket) {
      client.setQueryData<TicketWithTimeline>(queryKey, (old) =>
        old && old.version <= saved.version ? { ...old, ...saved } : old,
      );
      void client.invalidateQueries({ queryKey: keys.tickets });
    },
  };
}

function conflictAt(field: EditableField, edit: UpdateTicket, theirs: TicketWithTimeline): Conflict {
  return { field, mine: only(edit, field), theirs, by: lastEditor(theirs, field) };
}

function touches(edit: UpdateTicket, field: EditableField): boolean {
  return edit[field] !== undefined;
}

function tellOf(edit: UpdateTicket, failure: Failure) {
  // A ticket that is gone says so by itself.
  if (failure.kind === "not-found") return;
  const what = EDITABLE.filter((field) => touches(edit, field)).map((field) => ticketTexts.fields[field]);
  const why = failure.fields[0]?.detail ?? texts.common.failure[failure.kind];
  toastFailure(ticketTexts.saveFailed(what.join(", ")), why);
}
