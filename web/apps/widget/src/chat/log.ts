import type { ChatMessage } from "@tkt/api/schema";

/** The messages of a conversation as far as they are known, each once. */
export type Log = {
  /** The last message before the first hole: reading goes on behind it. */
  cursor(): number;
  /** Takes messages; answers those that were not known before. */
  add(messages: readonly ChatMessage[]): ChatMessage[];
  /** All that are known, in order. */
  messages(): readonly ChatMessage[];
};

export function createLog(): Log {
  const known = new Map<number, ChatMessage>();
  let cursor = 0;
  return {
    cursor: () => cursor,
    add(messages) {
      const fresh: ChatMessage[] = [];
      for (const message of messages) {
        if (!known.has(message.seq)) fresh.push(message);
        // A card shows its ticket as it stood when it was read: the newer one counts.
        known.set(message.seq, message);
      }
      while (known.has(cursor + 1)) cursor += 1;
      return fresh;
    },
    messages: () => [...known.values()].sort((one, other) => one.seq - other.seq),
  };
}
