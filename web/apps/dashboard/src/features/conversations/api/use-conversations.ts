import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { hurry, pauseOf } from "../../../lib/paced";
import { useWake } from "../../../lib/use-wake";
import type { ConversationSearch } from "../search";
import { conversationsQuery } from "./get-conversations";

/** The page of conversations that the address names. The first page of the open ones is kept fresh by its badge. */
export function useConversations(search: ConversationSearch, isVisible: boolean) {
  const query = conversationsQuery(useQueryClient(), search);
  const isKeptFresh = search.state === undefined && search.cursor === undefined;
  const conversations = useQuery({
    ...query,
    placeholderData: keepPreviousData,
    refetchInterval: isVisible && !isKeptFresh && (() => pauseOf(query.queryKey)),
  });
  useWake(() => {
    if (isVisible && hurry(query.queryKey)) void conversations.refetch({ cancelRefetch: false });
  });
  return conversations;
}
