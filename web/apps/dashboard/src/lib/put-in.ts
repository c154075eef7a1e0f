type Selection = { start: number; end: number };

/** A text with a word put in at the cursor, in place of what is selected, apart from its neighbours by a space. */
export function putIn(text: string, word: string, { start, end }: Selection): { text: string; end: number } {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const head = before + (/\S$/.test(before) ? " " : "") + word;
  return { text: `${head}${/^\s/.test(after) ? "" : " "}${after}`, end: head.length + 1 };
}
