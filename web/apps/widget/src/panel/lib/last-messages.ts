import type { Line } from "../../chat/types.ts";

const MOST = 5;

/** What the visitor said last, to be taken over into a ticket; the bare wish for a ticket says nothing of the issue. */
export function lastMessages(lines: readonly Line[]): string {
  const own = lines.filter(({ from, intent }) => from === "visitor" && intent !== "raise_ticket");
  return own
    .slice(-MOST)
    .map(({ text }) => text)
    .join("\n");
}
