/** The most that a chat message may hold, in characters. */
export const LONGEST_MESSAGE = 2_000;

// Line feed and tab stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** Characters as the server counts them: an emoji is one or a few, not pairs of halves. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** A typed or pasted text without what no message may hold. */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, "\n").replace(CONTROL, "").trim();
}

/** The same for one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\s*[\n\t]\s*/g, " ");
}
