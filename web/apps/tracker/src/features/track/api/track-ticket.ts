import { type Query, skipToken, useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { TrackTicket } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { type Followed, follow, pace } from "../lib/follow";

/** A question and which one it is: the same question may be asked twice. */
export type Search = { id: number; question: TrackTicket };

/**
 * The answer to a search, kept fresh while the page is looked at. Only a ticket that was found is asked for
 * again: a miss counts against the person who asks.
 */
export function useTrackedTicket(search: Search | undefined) {
  return useQuery({
    queryKey: ["ticket", search?.id],
    queryFn: search
      ? async ({ client, queryKey, signal }) =>
          follow(
            client.getQueryData<Followed>(queryKey),
            await data(api.POST("/track", { body: search.question, signal })),
          )
      : skipToken,
    gcTime: 0,
    refetchInterval,
    refetchOnWindowFocus: isThere,
    refetchOnReconnect: (query: Tracked) => isThere(query) || query.state.error?.kind === "offline",
  });
}

type Tracked = Query<Followed>;

/** Deleted tickets are not looked for. */
function isThere({ state }: Tracked): boolean {
  return state.data !== undefined && state.error?.kind !== "not-found";
}

function refetchInterval(query: Tracked): number | false {
  const { data, error } = query.state;
  if (!data || !isThere(query)) return false;
  const asked = (error?.retryAfter ?? 0) * 1_000;
  return Math.max(pace(data.quiet), asked);
}
