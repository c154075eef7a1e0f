import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Failure } from "@tkt/api/failure";
import { useRef } from "react";
import { keys } from "../../../lib/keys";
import { afterAnswer, afterFailure, FRESH, pause, QUICK } from "../../../lib/pace";
import { useWake } from "../../../lib/use-wake";
import type { TicketSearch } from "../search";
import { getTickets, type TicketPage } from "./get-tickets";

/** A first load is tried again by itself; a list that is shown is renewed soon anyway. */
const RETRIES = 2;

/**
 * The page of tickets that the address names, kept fresh: every 3 seconds while things happen,
 * slower while nothing does, not at all while nobody can see it.
 */
export function useTickets(search: TicketSearch, isVisible: boolean) {
  const client = useQueryClient();
  // Where a page begins is part of what it is; how many tickets stand before it is not.
  const { from: _, ...list } = search;
  const queryKey = keys.ticketList(list);
  const course = useRef(FRESH);
  const tickets = useQuery<TicketPage>({
    queryKey,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<TicketPage>(queryKey);
      try {
        const now = await getTickets(search, known, signal);
        course.current = afterAnswer(course.current, now !== known);
        return now;
      } catch (thrown) {
        const failure = Failure.from(thrown);
        if (!signal.aborted) course.current = afterFailure(course.current, failure.retryAfter);
        throw failure;
      }
    },
    placeholderData: keepPreviousData,
    refetchInterval: isVisible && (() => pause(course.current)),
    retry: (count, { kind }) =>
      count < RETRIES &&
      (kind === "offline" || kind === "server") &&
      client.getQueryData(queryKey) === undefined,
  });
  useWake(() => {
    const isQuick = pause(course.current) <= QUICK;
    // A server that is in trouble is left its time.
    if (isQuick || course.current.failures > 0) return;
    course.current = FRESH;
    tickets.refetch({ cancelRefetch: false });
  });
  return tickets;
}
