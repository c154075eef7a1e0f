import { z } from "zod/mini";
import { tabStorage } from "./storage";

/** Which page came before which, in this tab: the API knows the way forward only. */
const KEY = "tkt.pages";
/** Old ways are forgotten; whoever needs one goes back to the first page. */
const LONGEST = 200;

/** Where a page begins; the first has no cursor. */
export type Start = { cursor?: string; from?: number };

const trail = z.array(
  z.object({ to: z.string(), cursor: z.optional(z.string()), from: z.optional(z.number()) }),
);
type Trail = z.infer<typeof trail>;

/** Remembers that the agent came to the page at `to` from the one at `before`. */
export function remember(to: string, { cursor, from }: Start): void {
  const others = read().filter((step) => step.to !== to);
  const step = { to, ...(cursor && { cursor }), ...(from && { from }) };
  tabStorage.write(KEY, JSON.stringify([...others, step].slice(-LONGEST)));
}

/** The page before the one at `cursor`, if the agent came that way. A cursor names its list, too. */
export function before(cursor: string): Start | undefined {
  const step = read().find((one) => one.to === cursor);
  return step && { ...(step.cursor && { cursor: step.cursor }), ...(step.from && { from: step.from }) };
}

function read(): Trail {
  try {
    return trail.parse(JSON.parse(tabStorage.read(KEY) ?? "[]"));
  } catch {
    return [];
  }
}
