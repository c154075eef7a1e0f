import { z } from "zod/mini";
import type { Attempt } from "./attempt";
import { EMPTY, type Values } from "./values";

/** A form that is not sent yet, and the last try to send it, whose answer may have been lost. */
export type Draft = { values: Values; attempt: Attempt | undefined };

const text = () => z.catch(z.string(), "");

const schema = z.object({
  values: z.object({
    title: text(),
    description: text(),
    priority: z.catch(z.enum(["low", "medium", "high", "urgent"]), EMPTY.priority),
    category: z.catch(z.nullable(z.string()), null),
    customerName: text(),
    customerEmail: text(),
    customerPhone: text(),
    assignee: z.catch(z.nullable(z.string()), null),
  }),
  attempt: z.catch(z.optional(z.object({ key: z.string(), content: z.string() })), undefined),
});

/** What was stored, or nothing when it is no draft of this form. */
export function parseDraft(stored: string): Draft | undefined {
  if (stored === "") return undefined;
  try {
    const { values, attempt } = schema.parse(JSON.parse(stored));
    return { values, attempt };
  } catch {
    // Of an earlier version, or somebody else's.
    return undefined;
  }
}

/** Nothing to keep is kept as nothing. */
export function formatDraft(values: Values, attempt: Attempt | undefined): string {
  return isEmpty(values) ? "" : JSON.stringify({ values, attempt });
}

/** Whether nobody has typed or chosen anything. */
export function isEmpty(values: Values): boolean {
  return Object.entries(EMPTY).every(([name, value]) => Reflect.get(values, name) === value);
}
