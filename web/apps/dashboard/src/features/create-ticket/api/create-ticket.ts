import { useMutation, useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { Failure } from "@tkt/api/failure";
import type { CreateTicket, Ticket } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import type { Attempt } from "../lib/attempt";

type Creation = { body: CreateTicket; attempt: Attempt };

/** Creates a ticket, once for each key. Lists show it right after. */
export function useCreateTicket() {
  const queries = useQueryClient();
  return useMutation<Ticket, Failure, Creation>({
    mutationFn: ({ body, attempt }) =>
      data(api.POST("/ticket", { body, params: { header: { "Idempotency-Key": attempt.key } } })),
    onSuccess: ({ conversation_id }) => {
      queries.invalidateQueries({ queryKey: keys.tickets });
      // The number was said there, too.
      if (conversation_id !== null) queries.invalidateQueries({ queryKey: keys.conversations });
    },
  });
}
