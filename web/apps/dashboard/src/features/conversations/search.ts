import type { ChatState } from "@tkt/api/schema";
import { z } from "zod/mini";

/** What the address says of the list of conversations: the open ones, from the newest on, unless it says otherwise. */
export type ConversationSearch = {
  state?: "closed";
  /** Where a later page begins, and how many conversations stand before it. */
  cursor?: string;
  from?: number;
};

const schema = z.object({
  state: z.catch(z.optional(z.literal("closed")), undefined),
  // The router reads digits as a number.
  cursor: z.catch(z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,2000}$/))), undefined),
  from: z.catch(z.optional(z.int().check(z.positive())), undefined),
});

/** Reads the address. Whatever is not understood, or says nothing, is dropped. */
export function conversationSearch(search: Record<string, unknown>): ConversationSearch {
  const { state, cursor, from } = schema.parse(search);
  return { ...(state && { state }), ...(cursor && { cursor }), ...(cursor && from && { from }) };
}

export function stateOf({ state }: ConversationSearch): ChatState {
  return state ?? "open";
}
