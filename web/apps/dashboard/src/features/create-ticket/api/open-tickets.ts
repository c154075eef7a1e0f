import { useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { useDebounced } from "../../../lib/use-debounced";
import { isEmail } from "../lib/schema";

const PAUSE = 400;
const MINUTE = 60_000;

/** The tickets of this customer that are still worked on, newest first. Asked when the address is whole. */
export function useOpenTickets(email: string) {
  const address = useDebounced(email.trim().toLowerCase(), PAUSE);
  return useQuery({
    queryKey: keys.customer(address),
    queryFn: ({ signal }) =>
      data(
        api.GET("/ticket", {
          signal,
          params: {
            query: { customer_email: [address], status: ["open", "in_progress", "pending"], limit: 20 },
          },
        }),
      ),
    enabled: isEmail(address),
    staleTime: MINUTE,
  });
}
