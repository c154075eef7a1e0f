import { expect, test } from "vitest";
import { type Shown, settling, shownAtFirst } from "./settle";

type Row = { id: string; at: string; version: number };

const { settle, held } = settling<Row>({
  id: (row) => row.id,
  version: (row) => row.version,
  changedAt: (row) => row.at,
});

/** A row that was last changed in this minute. */
function row(id: string, minute: number, version = 1): Row {
  return { id, at: new Date(Date.UTC(2026, 0, 15, 9, minute)).toISOString(), version };
}

const ids = ({ rows }: Shown<Row>) => rows.map(({ id }) => id).join(" ");
const glow = ({ glowing }: Shown<Row>) => [...glowing].join(" ");

const [a, b, c] = [row("A", 3), row("B", 2), row("C", 1)];
const first = shownAtFirst([a, b, c]);

test("nothing glows at first", () => {
  expect(ids(first)).toBe("A B C");
  expect(glow(first)).toBe("");
});

test("new and changed rows appear in their places, and glow", () => {
  const shown = settle(first, [row("N", 5), row("C", 4, 2), a, b], false);
  expect(ids(shown)).toBe("N C A B");
  expect(glow(shown)).toBe("N C");
});

test("the next news end the glow of the last", () => {
  const shown = settle(settle(first, [row("N", 5), a, b], false), [row("M", 6), row("N", 5), a], false);
  expect(glow(shown)).toBe("M");
});

test("a row that only slid in from the next page does not glow", () => {
  const shown = settle(first, [a, c, row("D", 0)], false);
  expect(ids(shown)).toBe("A C D");
  expect(glow(shown)).toBe("");
});

test("while held, rows stay where they are, are renewed there, and new ones wait", () => {
  const shown = settle(first, [row("N", 5), row("C", 4, 2), a, b], true);
  expect(ids(shown)).toBe("A B C");
  expect(shown.rows[2]?.version).toBe(2);
  expect(glow(shown)).toBe("C");
  expect(held(shown)).toEqual({ added: 1, moved: true });
});

test("a row that left the list stays until the hold ends", () => {
  const shown = settle(first, [a, c], true);
  expect(ids(shown)).toBe("A B C");
  expect(held(shown)).toEqual({ added: 0, moved: true });
  expect(ids(settle(shown, shown.newest, false))).toBe("A C");
});

test("what waited glows when it appears, and what glowed already does not again", () => {
  const waiting = settle(first, [row("N", 5), row("C", 4, 2), a, b], true);
  const still = settle(waiting, [row("N", 5), row("C", 4, 2), row("A", 3), b], true);
  const released = settle(still, still.newest, false);
  expect(ids(released)).toBe("N C A B");
  expect(glow(released)).toBe("N");
  expect(held(released)).toEqual({ added: 0, moved: false });
});

test("what waited and has gone again never appears", () => {
  const waiting = settle(first, [row("N", 5), a, b], true);
  const gone = settle(waiting, [a, b, c], true);
  expect(held(gone)).toEqual({ added: 0, moved: false });
  expect(glow(settle(gone, gone.newest, false))).toBe("");
});

test("the beginning of a hold does not end a glow", () => {
  const glowing = settle(first, [row("N", 5), a, b], false);
  expect(glow(settle(glowing, glowing.newest, true))).toBe("N");
});

test("an empty list takes its first rows, and they glow", () => {
  const shown = settle(shownAtFirst<Row>([]), [a], false);
  expect(glow(shown)).toBe("A");
});
