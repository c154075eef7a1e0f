import type { TrackedEvent, TrackedTicket } from "@tkt/api/schema";

/** What happened, with a name of its own. */
export type Past = TrackedEvent & { key: string };
/** What has yet to happen. */
export type Coming = "first_response" | "resolved";

export function past(ticket: TrackedTicket): Past[] {
  const seen = new Map<string, number>();
  return ticket.timeline.map((event) => {
    const moment = `${event.kind} ${event.at}`;
    const before = seen.get(moment) ?? 0;
    seen.set(moment, before + 1);
    return { ...event, key: `${moment} ${before}` };
  });
}

/** A resolved ticket that was opened again waits to be resolved once more; a closed one waits for nothing. */
export function coming({ status, first_response_at }: TrackedTicket): Coming[] {
  if (status === "resolved" || status === "closed") return [];
  return first_response_at === null ? ["first_response", "resolved"] : ["resolved"];
}
