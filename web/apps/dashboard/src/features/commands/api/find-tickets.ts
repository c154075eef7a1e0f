import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { TicketRow } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { useDebounced } from "../../../lib/use-debounced";
import type { Contains } from "../lib/entries";

const PAUSE = 200;
/** Fewer letters would find everything. A digit is a number already. */
const LEAST = /^(\d|.{2})/u;
const MOST = 200;

/**
 * The newest tickets that a number, an e-mail or words find. Those of the text before stay until the
 * new ones are there, as far as they fit.
 */
export function useFoundTickets(typed: string, contains: Contains) {
  const wanted = typed.trim().slice(0, MOST);
  const q = useDebounced(wanted, PAUSE);
  const enabled = LEAST.test(q);
  const { data: found, ...query } = useQuery({
    queryKey: [...keys.tickets, "find", q],
    queryFn: ({ signal }) => data(api.GET("/ticket", { signal, params: { query: { q, limit: 5 } } })),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  const isCurrent = q === wanted && !query.isPlaceholderData;
  const rows = LEAST.test(wanted) ? (found?.items ?? []) : [];
  return {
    tickets: isCurrent ? rows : rows.filter((row) => fits(row, wanted, contains)),
    isSearching: LEAST.test(wanted) && (q !== wanted || query.isFetching),
    hasFailed: isCurrent && query.isError,
  };
}

function fits(row: TicketRow, typed: string, contains: Contains): boolean {
  const { ticket_number, title, customer_name, customer_email } = row;
  const text = `${ticket_number} ${title} ${customer_name} ${customer_email}`;
  return typed.split(/\s+/u).every((word) => contains(text, word));
}
