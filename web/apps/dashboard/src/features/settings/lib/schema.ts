import { z } from "zod/mini";
import { settingsTexts } from "../../../texts/settings-texts";
import { isOrigin } from "./origin";

const words = settingsTexts.rules;

export const MAX_NAME = 100;
const MAX_EMAIL = 254;
const MAX_PHRASE = 60;
const MAX_LIMIT = 100_000;

/** How many entries each list may have. */
export const bounds = {
  ticket_phrases: { min: 0, max: 20 },
  categories: { min: 1, max: 50 },
  allowed_origins: { min: 0, max: 50 },
} as const;

type Rule = (text: string) => string | undefined;

/** A text of one line, without outer spaces, as the API has it. */
function line(max: number): Rule {
  return (text) => {
    if (text === "") return words.required;
    if ([...text].length > max) return words.tooLong(max);
    if (/\p{Cc}/u.test(text)) return words.control;
    return undefined;
  };
}

const categoryRule: Rule = (text) => line(MAX_NAME)(text) ?? (text.includes(",") ? words.comma : undefined);
const originRule: Rule = (text) => (isOrigin(text) ? undefined : words.origin);
const limitRule: Rule = (text) =>
  /^[0-9]{1,6}$/u.test(text) && Number(text) >= 1 && Number(text) <= MAX_LIMIT ? undefined : words.limit;
const prefixRule: Rule = (text) => (/^[A-Z][A-Z0-9]{1,9}$/u.test(text) ? undefined : words.prefix);

/** Roughly: the API has the last word on what an address is. */
const emailRule: Rule = (text) =>
  /^[^\s@"]+@[^\s@"]+\.[^\s@"]+$/u.test(text) && text.length <= MAX_EMAIL ? undefined : words.email;

function text(rule: Rule) {
  return z.string().check((context) => {
    const message = rule(context.value.trim());
    if (message) context.issues.push({ code: "custom", continue: true, input: context.value, message });
  });
}

/** Under what two entries are the same. */
type Key = (text: string) => string;
const withoutCase: Key = (text) => text.toLowerCase().replaceAll(/\s+/gu, " ");
const asIs: Key = (text) => text;

function list(rule: Rule, key: Key, { min, max }: { min: number; max: number }) {
  return z.array(z.object({ value: text(rule) })).check((context) => {
    const { value: entries, issues } = context;
    if (entries.length < min)
      issues.push({ code: "custom", continue: true, input: entries, message: words.atLeastOne });
    if (entries.length > max)
      issues.push({ code: "custom", continue: true, input: entries, message: words.atMost(max) });
    const seen = new Set<string>();
    entries.forEach(({ value }, index) => {
      const same = key(value.trim());
      if (seen.has(same)) {
        issues.push({
          code: "custom",
          continue: true,
          input: value,
          message: words.repeated,
          path: [index, "value"],
        });
      }
      seen.add(same);
    });
  });
}

const limit = text(limitRule);

/** What the API accepts, so that most of what is wrong is said before anything is sent. */
export const settingsSchema = z.object({
  name: text(line(MAX_NAME)),
  support_address: text((address) => (address === "" ? undefined : emailRule(address))),
  time_zone: z.string(),
  ticket_phrases: list(line(MAX_PHRASE), withoutCase, bounds.ticket_phrases),
  limits: z.object({
    creations_per_address: limit,
    creations_per_workspace: limit,
    confirmations_per_recipient: limit,
    conversations_per_address: limit,
  }),
  prefix: text(prefixRule),
  number_format: z.enum(["sequential", "dated"]),
  categories: list(categoryRule, withoutCase, bounds.categories),
  allowed_origins: list(originRule, asIs, bounds.allowed_origins),
});

export const invitationSchema = z.object({ email: text(emailRule), role: z.enum(["agent", "owner"]) });

export const tokenSchema = z.object({ name: text(line(MAX_NAME)) });
