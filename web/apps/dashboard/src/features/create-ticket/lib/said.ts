import type { Said } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

const MOST_SUGGESTED = 3;

/** What people said; what the system said of tickets is nothing to quote. */
export function sayings(messages: readonly Said[]): Said[] {
  return messages.filter(({ from }) => from !== "system");
}

/** What the ticket is probably about: the visitor's last words since the last ticket was made. */
export function suggested(messages: readonly Said[]): number[] {
  const lastTicket = messages.findLast(({ from }) => from === "system")?.seq ?? 0;
  return messages
    .filter(({ from, seq }) => from === "visitor" && seq > lastTicket)
    .slice(-MOST_SUGGESTED)
    .map(({ seq }) => seq);
}

/**
 * Messages as a description takes them, each on lines of its own. Where both sides speak, it says who;
 * agents bear no name, since the customer reads it.
 */
export function quoted(messages: readonly Said[]): string {
  const isOneSided = messages.every(({ from }) => from === "visitor");
  return messages
    .map(({ from, name, text }) =>
      isOneSided ? text : createTicketTexts.said.line(speaker(from, name), text),
    )
    .join("\n");
}

function speaker(from: Said["from"], name: string): string {
  return from === "visitor" ? name : createTicketTexts.said.us;
}

/** The description with something put below what stands in it. */
export function below(description: string, added: string): string {
  const before = description.trimEnd();
  return before === "" ? added : `${before}\n\n${added}`;
}
