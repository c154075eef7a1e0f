import { Failure } from "@tkt/api/failure";
import type { Ticket, TicketWithTimeline, UpdateTicket } from "@tkt/api/schema";
import { type EditableField, isEmpty, merge, type Values } from "./merge";

/** How often others may be faster before the agent is told. */
const TRIES = 5;

export type Server = {
  /** The ticket as it is known now. */
  known: () => TicketWithTimeline;
  /** Asks for the newest. */
  fetch: () => Promise<TicketWithTimeline>;
  /** Saves over this version and no other. */
  put: (edit: UpdateTicket, version: number) => Promise<Ticket>;
};

export type Saved = {
  /** What was answered, if there was something to save. */
  ticket: Ticket | undefined;
  /** The state that the edit was laid over. */
  theirs: TicketWithTimeline;
  collisions: EditableField[];
};

/**
 * Saves what of the edit does not collide with what others did since `base`, at once, and names
 * what does.
 */
export async function saveMerged(edit: UpdateTicket, base: Values, server: Server): Promise<Saved> {
  let theirs = server.known();
  for (let left = TRIES; ; left--) {
    const { send, collisions } = merge(base, edit, theirs);
    if (isEmpty(send)) return { ticket: undefined, theirs, collisions };
    try {
      return { ticket: await server.put(send, theirs.version), theirs, collisions };
    } catch (thrown) {
      const failure = Failure.from(thrown);
      if (failure.kind !== "stale" || left <= 1) throw failure;
      theirs = await server.fetch();
    }
  }
}

/** Who changed the field last, if the timeline says so. */
export function lastEditor(ticket: TicketWithTimeline, field: EditableField): string | undefined {
  const event = ticket.timeline.findLast(({ changes }) => changes.some((change) => change.field === field));
  return event?.by ?? undefined;
}
