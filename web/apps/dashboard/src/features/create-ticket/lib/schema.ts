import { z } from "zod/mini";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

const WORDS = createTicketTexts;
/** Rough on purpose: the server has the last word on an address. */
const EMAIL = /^[\x21\x23-\x3f\x41-\x7e]+@[\x21\x23-\x3f\x41-\x7e]+\.[\x21\x23-\x3f\x41-\x7e]+$/;
const LONGEST_EMAIL = 254;

/** What the server would say of the form's texts, before it is asked. With a conversation nobody types the customer. */
export function formSchema(hasConversation: boolean) {
  return z.object({
    title: required(200),
    description: required(10_000),
    priority: z.enum(["low", "medium", "high", "urgent"]),
    category: z.nullable(z.string()),
    customerName: hasConversation ? z.string() : required(100),
    customerEmail: hasConversation ? z.string() : email(),
    customerPhone: atMost(40),
    assignee: z.nullable(z.string()),
  });
}

export function isEmail(text: string): boolean {
  const address = text.trim();
  return address.length <= LONGEST_EMAIL && EMAIL.test(address);
}

function atMost(most: number) {
  return z.string().check(
    z.refine((text) => count(text) <= most, {
      error: ({ input }) => WORDS.tooLong(most, count(String(input))),
    }),
  );
}

function required(most: number) {
  return atMost(most).check(z.refine((text) => text.trim() !== "", { error: WORDS.required }));
}

function email() {
  return z.string().check(
    z.refine((text) => text.trim() !== "", { error: WORDS.required, abort: true }),
    z.refine(isEmail, { error: WORDS.notAnEmail }),
  );
}

/** Characters as the server counts them: an emoji is not two. */
function count(text: string): number {
  return [...text.trim()].length;
}
