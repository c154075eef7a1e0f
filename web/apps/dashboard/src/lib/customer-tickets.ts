import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { TicketRow } from "@tkt/api/schema";
import { api } from "./api";
import { keys } from "./keys";
import { useDebounced } from "./use-debounced";

const PAUSE = 200;
const MOST_CHARACTERS = 200;
const SHOWN = 6;
/** Fewer letters would find everything. A digit is a number already. */
const LEAST = /^(\d|.{2})/u;

export type TicketsFound = { own: readonly TicketRow[]; others: readonly TicketRow[] };

/** The newest tickets of a customer; with something typed those that it finds, and other customers' after them. */
export function useCustomerTickets(email: string, typed: string) {
  const wanted = typed.trim().slice(0, MOST_CHARACTERS);
  const q = useDebounced(wanted, PAUSE);
  const address = email.trim().toLowerCase();
  const query = useQuery({
    queryKey: [...keys.customer(address), "find", q],
    queryFn: ({ signal }) => find(address, q, signal),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    retry: false,
  });
  return {
    found: query.data ?? NOTHING,
    isSearching: q !== wanted || query.isFetching,
    hasFailed: q === wanted && query.isError,
  };
}

const NOTHING: TicketsFound = { own: [], others: [] };

async function find(address: string, q: string, signal: AbortSignal): Promise<TicketsFound> {
  const words = LEAST.test(q) ? { q } : {};
  const list = (query: { customer_email?: string[]; q?: string }) =>
    data(api.GET("/ticket", { signal, params: { query: { limit: SHOWN, ...query } } }));
  const [own, all] = await Promise.all([
    list({ customer_email: [address], ...words }),
    words.q === undefined ? undefined : list(words),
  ]);
  return { own: own.items, others: (all?.items ?? []).filter((row) => !isOf(row, address)) };
}

function isOf({ customer_email }: TicketRow, address: string): boolean {
  return customer_email.toLowerCase() === address;
}
