import { z } from "zod/mini";
import { tabStorage } from "../../../lib/storage";

/** A code that was asked for. */
export type Asked = { email: string; requestId: string; at: number; endsAt: number };

const KEY = "tkt.sign-in";
const schema = z.object({ email: z.string(), requestId: z.string(), at: z.number(), endsAt: z.number() });

/**
 * Kept over a reload: a phone may forget the page while its owner reads the e-mail in another app.
 * With the code alone, or with this alone, nobody gets in.
 */
export function keepAsked(asked: Asked | undefined): void {
  if (asked) tabStorage.write(KEY, JSON.stringify(asked));
  else tabStorage.remove(KEY);
}

/** The code that this tab waits for, if it works still. */
export function keptAsked(): Asked | undefined {
  try {
    const asked = schema.parse(JSON.parse(tabStorage.read(KEY) ?? ""));
    return Date.now() < asked.endsAt ? asked : undefined;
  } catch {
    return undefined;
  }
}
