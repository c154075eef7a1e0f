import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { Event, TicketWithTimeline } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

const USUAL = 4_000;
/** While a mail is on its way, its arrival is worth seeing. */
const SOON = 1_500;
/** A mail that takes longer than this waits for something, and nobody waits with it. */
const PATIENCE = 60_000;

/** The ticket with its timeline, asked for again and again while the page is seen. */
export function useTicket(number: string) {
  const client = useQueryClient();
  return useQuery({
    queryKey: keys.ticket(number),
    queryFn: ({ signal }) => fetchTicket(client, number, signal),
    refetchInterval: ({ state }) =>
      state.error?.kind === "not-found" ? false : pause(state.data, Date.now()),
  });
}

/** The newest state: an answer that was overtaken by a later one does not undo it. */
export async function fetchTicket(client: QueryClient, number: string, signal?: AbortSignal) {
  const fetched = await data(
    api.GET("/ticket/{number}", { params: { path: { number } }, ...(signal && { signal }) }),
  );
  const known = client.getQueryData<TicketWithTimeline>(keys.ticket(number));
  return known && known.version > fetched.version ? known : fetched;
}

/** How long until the next look. */
export function pause(ticket: TicketWithTimeline | undefined, now: number): number {
  const isSending = ticket?.timeline.some((event) => isOnItsWay(event, now)) ?? false;
  return isSending ? SOON : USUAL;
}

function isOnItsWay({ at, mails }: Event, now: number): boolean {
  return now - Date.parse(at) < PATIENCE && mails.some(({ state }) => state === "queued");
}
