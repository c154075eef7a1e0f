import { useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { Event, TicketWithTimeline, Visibility } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { readDraft, writeDraft } from "../../../lib/drafts";
import { keys } from "../../../lib/keys";
import { fetchTicket } from "./ticket";

/** What others did to the ticket since the version that a writer has seen. */
export function newsSince(ticket: TicketWithTimeline, seen: number, me: string): Event[] {
  return ticket.timeline.filter(({ version, by }) => version > seen && by !== me);
}

export type Sent = { kind: "sent" } | { kind: "overtaken" };

/**
 * Sends an answer or a note, unless others did something to the ticket after `seen`. The same text
 * sent again after a failure is saved once, even if the first try had reached the server, and over a
 * reload or while the first try is still on its way.
 *
 * @throws {Failure} when it could not be sent
 */
export function useSendMessage(number: string, visibility: Visibility, me: string) {
  const client = useQueryClient();
  const name = `${visibility}-attempt.${number}`;
  const queryKey = keys.ticket(number);

  return async function send(body: string, seen: number): Promise<Sent> {
    const key = keyOf(body, readDraft(me, name));
    const attempt = `${key}\n${body}`;
    writeDraft(me, name, attempt);
    for (;;) {
      const known = client.getQueryData<TicketWithTimeline>(queryKey);
      if (!known) throw new Failure("not-found");
      if (newsSince(known, seen, me).length > 0) return { kind: "overtaken" };
      try {
        const event = await post(number, { body, visibility }, known.version, key);
        if (readDraft(me, name) === attempt) writeDraft(me, name, "");
        client.setQueryData<TicketWithTimeline>(queryKey, (old) => old && withEvent(old, event));
        void client.invalidateQueries({ queryKey: keys.tickets });
        return { kind: "sent" };
      } catch (thrown) {
        const failure = Failure.from(thrown);
        if (failure.kind !== "stale") throw failure;
        client.setQueryData(queryKey, await fetchTicket(client, number));
      }
    }
  };
}

/** The same for every try of a text: an attempt is its key, a line's end, and the text. */
function keyOf(body: string, lastAttempt: string): string {
  const end = lastAttempt.indexOf("\n");
  return end > 0 && lastAttempt.slice(end + 1) === body ? lastAttempt.slice(0, end) : crypto.randomUUID();
}

function post(number: string, body: { body: string; visibility: Visibility }, version: number, key: string) {
  return data(
    api.POST("/ticket/{number}/messages", {
      params: { path: { number }, header: { "If-Match": `"${version}"`, "Idempotency-Key": key } },
      body,
    }),
  );
}

/** The timeline with what was just sent, until it is fetched. */
export function withEvent(ticket: TicketWithTimeline, event: Event): TicketWithTimeline {
  if (ticket.version >= event.version) return ticket;
  return { ...ticket, version: event.version, timeline: [...ticket.timeline, event] };
}
