import type { Failure } from "@tkt/api/failure";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { texts } from "../../../texts/texts";
import type { Values } from "./values";

const FIELDS: Readonly<Record<string, keyof Values>> = {
  "/title": "title",
  "/description": "description",
  "/priority": "priority",
  "/category": "category",
  "/customer_name": "customerName",
  "/customer_email": "customerEmail",
  "/customer_phone": "customerPhone",
  "/assigned_to": "assignee",
};

export type Refusals = {
  /** What is said beside a field of the form. */
  fields: { name: keyof Values; message: string }[];
  /** What is said of the whole, when no field bears it. */
  whole: string | undefined;
};

/** Where in the form to tell what the server did not accept. */
export function refusalsOf(failure: Failure): Refusals {
  const words = createTicketTexts;
  const fields: Refusals["fields"] = [];
  const others: string[] = [];
  for (const { pointer, detail } of failure.fields) {
    const name = FIELDS[pointer];
    if (pointer === "/conversation_id") others.push(words.noConversation);
    else if (name) fields.push({ name, message: words.refused(words.fields[name], detail) });
    else others.push(words.refused(pointer.slice(1), detail));
  }
  if (others.length > 0) return { fields, whole: others.join(" ") };
  return { fields, whole: fields.length > 0 ? undefined : whatHappened(failure) };
}

function whatHappened({ kind }: Failure): string {
  if (kind === "offline" || kind === "server") return createTicketTexts.failed[kind];
  return texts.common.failure[kind];
}
