import type { TrackTicket } from "@tkt/api/schema";
import * as z from "zod/mini";
import { texts } from "../../../texts/texts";
import { readEmail } from "./email";
import { readNumber } from "./number";

const { wrong } = texts.track;
const LIKE_EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * What is typed, and what is asked: both as `readNumber` and `readEmail` understand them. The API decides what
 * a number or an address is; here only what cannot be one is held back.
 */
export const questionSchema = z.object({
  ticket_number: z
    .string()
    .check(z.overwrite(readNumber), z.minLength(1, wrong.numberMissing), z.regex(/\d/, wrong.number)),
  email: z
    .string()
    .check(z.overwrite(readEmail), z.minLength(1, wrong.emailMissing), z.regex(LIKE_EMAIL, wrong.email)),
});

export type Typed = z.input<typeof questionSchema>;

/** What a link such as that of our mails brings: the number and the workspace, never an address. */
export type Link = { ticket_number: string; workspace: string | null };

export function readLink(search: string): Link {
  const parameters = new URLSearchParams(search);
  return {
    ticket_number: readNumber(parameters.get("ticket") ?? ""),
    workspace: parameters.get("w") || null,
  };
}

/** The query of a link to the question, without the address that was typed. */
export function linkTo({ ticket_number, workspace }: TrackTicket): string {
  const parameters = new URLSearchParams({ ticket: ticket_number, ...(workspace && { w: workspace }) });
  return `?${parameters}`;
}
