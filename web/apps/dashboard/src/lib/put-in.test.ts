import { expect, test } from "vitest";
import { putIn } from "./put-in";

/** `|` is the cursor; between two of them is what is selected. */
function put(marked: string): string {
  const [before = "", selected = "", after] = marked.split("|");
  const text = before + (after === undefined ? "" : selected) + (after ?? selected);
  const end = after === undefined ? before.length : before.length + selected.length;
  const { text: now, end: cursor } = putIn(text, "TKT-00003", { start: before.length, end });
  return `${now.slice(0, cursor)}|${now.slice(cursor)}`;
}

test.each([
  ["|", "TKT-00003 |"],
  ["See|", "See TKT-00003 |"],
  ["See |", "See TKT-00003 |"],
  ["See | there", "See TKT-00003 |there"],
  ["See |this| there", "See TKT-00003 |there"],
  ["Line\n|\nnext", "Line\nTKT-00003\n|next"],
])("%j becomes %j", (marked, expected) => {
  expect(put(marked)).toBe(expected);
});
