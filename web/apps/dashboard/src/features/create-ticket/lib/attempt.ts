import type { CreateTicket } from "@tkt/api/schema";

/** A try to send this very content. */
export type Attempt = { key: string; content: string };

/**
 * The key of a request: the same for every try of the same content, so that a try whose answer was
 * lost makes no second ticket; another as soon as anything differs.
 */
export function attemptOf(body: CreateTicket, last: Attempt | undefined): Attempt {
  const content = JSON.stringify(body);
  return last?.content === content ? last : { key: crypto.randomUUID(), content };
}
