import type { Texts } from "../../texts/panel.ts";
import { characters, clean, cleanLine } from "./text.ts";

/** What is wrong with a field, in words for the visitor; undefined where nothing is. */
export type Check = (value: string, texts: Texts) => string | undefined;

const LONGEST = { name: 100, email: 254, phone: 40, issue: 10_000 };
// The server has the last word; this catches what people mistype.
const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

export const checks = {
  name(value, { form: { wrong } }) {
    const name = cleanLine(value);
    if (name === "") return wrong.name;
    return characters(name) > LONGEST.name ? wrong.nameTooLong(LONGEST.name) : undefined;
  },
  email(value, { form: { wrong } }) {
    const email = cleanLine(value);
    if (email === "") return wrong.emailMissing;
    return EMAIL.test(email) && email.length <= LONGEST.email ? undefined : wrong.email;
  },
  phone(value, { form: { wrong } }) {
    return characters(cleanLine(value)) > LONGEST.phone ? wrong.phoneTooLong(LONGEST.phone) : undefined;
  },
  issue(value, { form: { wrong } }) {
    const issue = clean(value);
    if (issue === "") return wrong.issue;
    const over = characters(issue) - LONGEST.issue;
    return over > 0 ? wrong.issueTooLong(over) : undefined;
  },
} satisfies Record<string, Check>;
