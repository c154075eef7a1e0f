import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { answer } from "@tkt/api/client";
import type { ConversationList } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { paced } from "../../../lib/paced";
import { type ConversationSearch, stateOf } from "../search";

/** A page, what was asked for, and the tag by which the server says that it still holds. */
export type ConversationPage = { list: ConversationList; of: ConversationSearch; tag: string | undefined };

/** A page of the conversations, the newest activity first. */
export function conversationsQuery(client: QueryClient, search: ConversationSearch) {
  // Where a page begins is part of what it is; how many stand before it is not.
  const { from: _, ...page } = search;
  const queryKey = keys.conversationList(page);
  return queryOptions({
    queryKey,
    queryFn: ({ signal }) => {
      const known = client.getQueryData<ConversationPage>(queryKey);
      return paced(queryKey, known, signal, () => getConversations(search, known, signal));
    },
    // It knows itself whether it has changed.
    structuralSharing: false,
  });
}

/** @throws {Failure} */
async function getConversations(
  search: ConversationSearch,
  known: ConversationPage | undefined,
  signal: AbortSignal,
): Promise<ConversationPage> {
  const { cursor } = search;
  const { data, response } = await answer(
    api.GET("/chat", {
      params: {
        query: { state: stateOf(search), ...(cursor && { cursor }) },
        ...(known?.tag && { header: { "If-None-Match": known.tag } }),
      },
      // The tag is ours to send: the browser's own cache would hide that nothing has changed.
      cache: "no-store",
      signal,
    }),
  );
  if (data) return { list: data, of: search, tag: response.headers.get("etag") ?? undefined };
  if (known) return known;
  throw new TypeError("the server says that nothing has changed to whom has nothing");
}
