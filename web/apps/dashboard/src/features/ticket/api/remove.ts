import { useQueryClient } from "@tanstack/react-query";
import { answer } from "@tkt/api/client";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";

/**
 * Deletes the ticket, if it still is as it was seen.
 *
 * @throws {Failure} `stale` when it has changed
 */
export function useDeleteTicket(number: string) {
  const client = useQueryClient();
  return {
    async remove(version: number) {
      await answer(
        api.DELETE("/ticket/{number}", {
          params: { path: { number }, header: { "If-Match": `"${version}"` } },
        }),
      );
      await client.cancelQueries({ queryKey: keys.ticket(number) });
    },
    /** Forgets it, once it is not shown any more. */
    forget() {
      client.removeQueries({ queryKey: keys.ticket(number) });
      void client.invalidateQueries({ queryKey: keys.tickets });
    },
    refresh: () => client.invalidateQueries({ queryKey: keys.ticket(number) }),
  };
}
