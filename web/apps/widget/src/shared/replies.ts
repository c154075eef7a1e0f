import type { Card, ChatMessage } from "@tkt/api/schema";
import type { Conversation } from "./memory.ts";
import { count, type Fields, fields, items, oneOf, text, time } from "./parse.ts";

// The API's answers, read and not believed: undefined is an answer that is not understood.

/** Some of a conversation's messages. */
export type MessagePage = { readonly messages: readonly ChatMessage[]; readonly state: "open" | "closed" };

/** A field that the server refuses, and why. */
export type Refused = { readonly name: string; readonly detail: string };

export function readConversation(body: unknown): Conversation | undefined {
  const answer = fields(body);
  const [id, token] = [text(answer?.conversation_id), text(answer?.visitor_token)];
  const expiresAt = time(answer?.expires_at);
  return id && token && expiresAt ? { id, token, expiresAt } : undefined;
}

export function readMessages(body: unknown): MessagePage | undefined {
  const answer = fields(body);
  const messages = items(answer?.messages, readMessage);
  const state = oneOf(answer?.state, ["open", "closed"]);
  // A message that is not understood would be a hole for ever.
  const isWhole = Array.isArray(answer?.messages) && messages?.length === answer.messages.length;
  return messages && state && isWhole ? { messages, state } : undefined;
}

export function readMessage(body: unknown): ChatMessage | undefined {
  const answer = fields(body);
  const seq = count(answer?.seq);
  const words = text(answer?.text);
  if (!seq || words === undefined) return undefined;
  return {
    seq,
    from: oneOf(answer?.from, ["visitor", "agent"]) ?? "system",
    name: text(answer?.name) ?? "",
    text: words,
    cards: items(answer?.cards, readCard) ?? [],
    intent: answer?.intent === "raise_ticket" ? "raise_ticket" : null,
    at: text(answer?.at) ?? "",
  };
}

export function readTicketNumber(body: unknown): string | undefined {
  return text(fields(body)?.ticket_id);
}

/** The refused fields of a problem, named as they were sent. */
export function readRefused(body: unknown): Refused[] {
  const read = (item: unknown) => {
    const error = fields(item);
    const [pointer, detail] = [text(error?.pointer), text(error?.detail)];
    return pointer !== undefined && detail !== undefined ? { name: pointer.slice(1), detail } : undefined;
  };
  return items(fields(body)?.errors, read) ?? [];
}

function readCard(body: unknown): Card | undefined {
  const card = fields(body);
  const number = text(card?.ticket_number);
  if (card === undefined || number === undefined) return undefined;
  if (card.kind === "error")
    return { kind: "error", ticket_number: number, message: text(card.message) ?? "" };
  return card.kind === "ticket" ? readTicket(card, number) : undefined;
}

function readTicket(card: Fields, number: string): Card | undefined {
  const status = oneOf(card.status, ["open", "in_progress", "pending", "resolved", "closed"]);
  const priority = oneOf(card.priority, ["low", "medium", "high", "urgent"]);
  if (status === undefined || priority === undefined) return undefined;
  return {
    kind: "ticket",
    ticket_number: number,
    title: text(card.title) ?? "",
    status,
    priority,
    category: text(card.category) ?? null,
    customer_name: text(card.customer_name) ?? "",
    created_at: text(card.created_at) ?? "",
    next_step: text(card.next_step) ?? "",
    url: text(card.url) ?? "",
  };
}
