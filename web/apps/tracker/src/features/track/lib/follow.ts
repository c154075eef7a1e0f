import type { Status, TrackedTicket } from "@tkt/api/schema";
import { type Past, past } from "./steps";

/** What changed between two looks at a ticket. */
export type News = { events: Past[]; status: Status | null };

/** A ticket that is looked at again and again. */
export type Followed = {
  ticket: TrackedTicket;
  /** How many looks in a row have found nothing new. */
  quiet: number;
  /** What the last look that found something found; null while none has. */
  news: News | null;
};

const SECOND = 1_000;

export function follow(before: Followed | undefined, ticket: TrackedTicket): Followed {
  if (!before) return { ticket, quiet: 0, news: null };
  if (looks(before.ticket) === looks(ticket)) return { ...before, ticket, quiet: before.quiet + 1 };
  const known = new Set(past(before.ticket).map((event) => event.key));
  const events = past(ticket).filter((event) => !known.has(event.key));
  const status = before.ticket.status === ticket.status ? null : ticket.status;
  return { ticket, quiet: 0, news: { events, status } };
}

/** How long to wait before the next look: half a minute, and longer the longer nothing has changed. */
export function pace(quiet: number): number {
  if (quiet < 10) return 30 * SECOND;
  if (quiet < 20) return 60 * SECOND;
  return 120 * SECOND;
}

/** All that a customer sees. The time of the last change moves with the agents' own notes, too: that is no news. */
function looks(ticket: TrackedTicket): string {
  return JSON.stringify({ ...ticket, updated_at: null });
}
