import type { ChatMessage } from "@tkt/api/schema";
import { describe, expect, test } from "vitest";
import { message } from "./fixtures";
import { firstUnread, isEmojiOnly, lastWithoutHole, merged, toMark } from "./messages";

const seqs = (messages: readonly ChatMessage[]) => messages.map(({ seq }) => seq);

describe("what comes is laid over what is known", () => {
  test("each message once, in its order", () => {
    const known = [message(1), message(2)];
    expect(seqs(merged(known, [message(4), message(2), message(3)]))).toEqual([1, 2, 3, 4]);
  });

  test("without news it stays the very same", () => {
    const known = [message(1), message(2)];
    expect(merged(known, [message(2)])).toBe(known);
    expect(merged(known, [])).toBe(known);
  });

  test("newer cards take the place of older ones", () => {
    const card = { kind: "error", ticket_number: "TKT-00009", message: "No." } as const;
    const [only] = merged([message(1)], [message(1, { cards: [card] })]);
    expect(only?.cards).toEqual([card]);
  });
});

test("reading goes on behind the last message before which none is missing", () => {
  expect(lastWithoutHole([])).toBe(0);
  expect(lastWithoutHole([message(1), message(2)])).toBe(2);
  expect(lastWithoutHole([message(1), message(2), message(5)])).toBe(2);
});

test("the unread ones are counted from the end, among the visitor's", () => {
  const said = [
    message(1),
    message(2),
    message(3, { from: "agent" }),
    message(4),
    message(5, { from: "system" }),
  ];
  expect(firstUnread(said, 0)).toBeUndefined();
  expect(firstUnread(said, 1)).toBe(4);
  expect(firstUnread(said, 2)).toBe(2);
  expect(firstUnread(said, 20)).toBeUndefined();
});

test("only a visitor's message beyond the mark is marked", () => {
  const said = [message(1), message(2), message(3, { from: "agent" })];
  expect(toMark(said, 0)).toBe(2);
  expect(toMark(said, 1)).toBe(2);
  expect(toMark(said, 2)).toBeUndefined();
  expect(toMark([message(1, { from: "agent" })], 0)).toBeUndefined();
});

test.each(["🔥", "👩‍👩‍👧‍👦 🧾", "🇮🇹", "👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽", "❤️"])("%s is nothing but emoji", (text) => {
  expect(isEmojiOnly(text)).toBe(true);
});

test.each(["", " ", "7", "#1", "ok 🔥", "🔥".repeat(7), "ن"])("%j is a text", (text) => {
  expect(isEmojiOnly(text)).toBe(false);
});
