import type { ChatMessage } from "@tkt/api/schema";
import type { Unsent } from "../shared/memory.ts";
import type { Room } from "./room.ts";
import type { Line } from "./types.ts";

/** What is known of messages on their way. */
export type OnTheWay = {
  readonly unsent: readonly Unsent[];
  /** The one that is being sent just now. */
  readonly sending: string | undefined;
  /** Something keeps them from being sent. */
  readonly isHindered: boolean;
};

/** The messages as they are shown: those of the server, then those that it has not confirmed. */
export function linesOf(room: Room | undefined, onTheWay: OnTheWay, name: string): Line[] {
  const messages = room?.log.messages() ?? [];
  const keys = new Map(room?.own);
  const confirmed = new Set(keys.values());
  const pending: Unsent[] = [];
  for (const item of onTheWay.unsent) {
    if (confirmed.has(item.clientId)) continue;
    // Its confirmation got lost, or another tab sent it: it is there, and must not be shown twice meanwhile.
    const there = item.refused
      ? undefined
      : messages.find((message) => isThe(message, item) && !keys.has(message.seq));
    if (there === undefined) pending.push(item);
    else keys.set(there.seq, item.clientId);
  }
  const sent = messages.map((message) => lineOf(message, keys.get(message.seq)));
  return [...sent, ...pending.map((item) => pendingLine(item, onTheWay, name))];
}

function isThe(message: ChatMessage, item: Unsent): boolean {
  return message.from === "visitor" && message.seq > item.after && message.text === item.text;
}

function lineOf(message: ChatMessage, clientId: string | undefined): Line {
  const { seq, from, name, text, cards, intent, at } = message;
  const key = clientId ?? `${seq}`;
  return { key, seq, from, name, text, cards, intent, at: Date.parse(at) || 0, delivery: "sent" };
}

function pendingLine(item: Unsent, { sending, isHindered }: OnTheWay, name: string): Line {
  const isWaiting = isHindered && sending !== item.clientId;
  return {
    key: item.clientId,
    seq: undefined,
    from: "visitor",
    name,
    text: item.text,
    cards: [],
    intent: null,
    at: item.at,
    delivery: item.refused ? "failed" : isWaiting ? "waiting" : "sending",
  };
}
