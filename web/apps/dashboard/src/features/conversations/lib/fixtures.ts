import type { ChatMessage, Conversation } from "@tkt/api/schema";

/** What the visitor said in this minute, unless told otherwise. */
export function message(seq: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    seq,
    from: "visitor",
    name: "Maria Rossi",
    text: `Message ${seq}`,
    cards: [],
    intent: null,
    at: new Date(2026, 0, 12, 9, seq).toISOString(),
    ...change,
  };
}

export function conversation(id: string, change: Partial<Conversation> = {}): Conversation {
  return {
    id,
    state: "open",
    visitor: { name: "Maria Rossi", email: "maria@example.com" },
    page: null,
    unread: 0,
    last: { from: "visitor", text: "Hello" },
    tickets: [],
    created_at: "2026-01-12T09:00:00.000Z",
    active_at: "2026-01-12T09:00:00.000Z",
    ...change,
  };
}
