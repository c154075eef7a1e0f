import type { Failure, NewTicket } from "../shared/api.ts";
import { newId } from "../shared/id.ts";
import type { TicketDraft } from "../shared/memory.ts";
import { BLOCKED, type Context, type EngineBridge, running, troubleOf } from "./context.ts";
import type { Raised, TicketForm } from "./types.ts";

/** Where tickets are raised. The form stays until one is, over failures and reloads. */
export type TicketDesk = {
  draft(): TicketForm | undefined;
  setDraft(form: TicketForm | undefined): void;
  raise(form: TicketForm): Promise<Raised>;
};

/** The form's fields, as the server calls them. */
const FIELDS: Readonly<Record<string, keyof TicketForm>> = {
  visitor_name: "name",
  visitor_email: "email",
  visitor_phone: "phone",
  issue: "issue",
};

export function createTicketDesk(
  context: Context,
  bridge: Pick<EngineBridge, "options" | "retire" | "emit">,
): TicketDesk {
  const { memory, api } = context;

  /** The same form keeps its key: the first sending may have come through, although nobody was told. */
  function keep(form: TicketForm): TicketDraft {
    const kept = memory.read().ticket;
    if (kept !== null && isSame(kept, form)) return kept;
    const draft = { ...form, key: "", session: "" };
    memory.write({ ticket: draft });
    return draft;
  }

  async function raise(form: TicketForm): Promise<Raised> {
    const kept = keep(form);
    const conversation = running(context)?.conversation ?? null;
    const sent = kept.key === "" ? { ...kept, key: newId(), session: conversation?.id ?? "" } : kept;
    memory.write({ ticket: sent });
    const reply = await api.raise(ticketOf(sent, bridge.options.userId), sent.key, conversation);
    if (!reply.ok) return fail(reply.failure);
    const { person, ticket } = memory.read();
    // Nothing is put back that was forgotten meanwhile; what was typed meanwhile is the next ticket's.
    if (ticket !== null) {
      memory.write({
        ticket: isSame(ticket, form) ? null : ticket,
        person: person ?? { name: form.name, email: form.email },
      });
    }
    bridge.emit("ticket", { number: reply.value });
    return { kind: "raised", number: reply.value };
  }

  function fail(failure: Failure): Raised {
    bridge.emit("error", { kind: failure.kind, words: "the ticket could not be raised" });
    if (failure.kind === "blocked") context.warn(BLOCKED);
    if (failure.kind === "unauthorized") {
      context.warn("the bot token is not valid (any more)");
      bridge.retire();
    }
    if (failure.kind !== "invalid") return troubleOf(failure);
    const fields = failure.fields.map(({ name, detail }) => ({ name: FIELDS[name] ?? name, detail }));
    return { kind: "invalid", fields };
  }

  return {
    draft() {
      const kept = memory.read().ticket;
      return kept === null
        ? undefined
        : { name: kept.name, email: kept.email, phone: kept.phone, issue: kept.issue };
    },
    setDraft(form) {
      if (form === undefined) memory.write({ ticket: null });
      else keep(form);
    },
    raise,
  };
}

function ticketOf(draft: TicketDraft, userId: string | undefined): NewTicket {
  return {
    issue: draft.issue,
    visitor_name: draft.name,
    visitor_email: draft.email,
    visitor_phone: draft.phone.trim() === "" ? null : draft.phone,
    user_id: userId ?? null,
    session_id: draft.session === "" ? null : draft.session,
  };
}

function isSame(one: TicketForm, other: TicketForm): boolean {
  return (
    one.name === other.name &&
    one.email === other.email &&
    one.phone === other.phone &&
    one.issue === other.issue
  );
}
