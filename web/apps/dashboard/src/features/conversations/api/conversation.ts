import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { answer, data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { ChatState, ConversationWithPresence } from "@tkt/api/schema";
import { toast, toastFailure } from "../../../components/toast";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { texts } from "../../../texts/texts";
import type { Messages } from "./get-messages";

/** Others are believed to be there for a quarter of a minute. */
const LOOK = 5_000;

/** A conversation without its messages, and who else is at it. */
export function useConversation(id: string) {
  return useQuery({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => data(api.GET("/chat/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => state.error?.kind !== "not-found" && LOOK,
  });
}

/** Closes or opens it; everybody sees that at once. */
export function useSetState(id: string) {
  const client = useQueryClient();
  return useMutation<void, Failure, ChatState>({
    mutationFn: async (state) => {
      const options = { params: { path: { id } } };
      await answer(
        state === "closed" ? api.POST("/chat/{id}/close", options) : api.POST("/chat/{id}/reopen", options),
      );
    },
    onSuccess: async (_, state) => {
      // What was asked before must not come back as if it were newer.
      await client.cancelQueries({ queryKey: keys.conversations });
      client.setQueryData<ConversationWithPresence>(
        keys.conversation(id),
        (known) => known && { ...known, state },
      );
      client.setQueryData<Messages>(
        keys.messages(id),
        (known) => known && { ...known, state, tag: undefined },
      );
      void client.invalidateQueries({ queryKey: keys.conversations });
      toast(state === "closed" ? words.closedNow : words.reopenedNow);
    },
    onError: (thrown) => toastFailure(texts.common.failure[Failure.from(thrown).kind]),
  });
}
