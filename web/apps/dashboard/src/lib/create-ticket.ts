import type { ChatMessage } from "@tkt/api/schema";
import { sharedState } from "./shared-state";

/** What was said in a conversation, as far as a ticket may take it over. */
export type Said = Pick<ChatMessage, "seq" | "from" | "name" | "text" | "at">;

/** What is known of the ticket before anything is typed. */
export type Prefill = {
  customerName?: string;
  customerEmail?: string;
  /** The conversation that the ticket is made of; its visitor is the customer. */
  conversationId?: string;
  /** What was said in it, the oldest first: the description may take it over. */
  messages?: readonly Said[];
};

const request = sharedState<Prefill | undefined>(undefined);

/** Opens the dialog that creates a ticket, from wherever the agent is. */
export function openCreateTicket(prefill: Prefill = {}): void {
  request.set(prefill);
}

export function closeCreateTicket(): void {
  request.set(undefined);
}

/** What the dialog was opened with; nothing while it is closed. */
export function useCreateTicketRequest(): Prefill | undefined {
  return request.use();
}
