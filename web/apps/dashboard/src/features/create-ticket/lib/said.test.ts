import { expect, test } from "vitest";
import type { Said } from "../../../lib/create-ticket";
import { below, quoted, sayings, suggested } from "./said";

function talk(...lines: [Said["from"], string][]): Said[] {
  return lines.map(([from, text], index) => ({
    seq: index + 1,
    from,
    text,
    name: from === "visitor" ? "Maria Rossi" : "agent@example.com",
    at: "2026-01-12T10:31:00.000Z",
  }));
}

const TALK = talk(
  ["visitor", "Hello"],
  ["agent", "Good morning"],
  ["visitor", "My invoice is wrong"],
  ["visitor", "It shows 12"],
  ["visitor", "It should be 10"],
);

test("the visitor's last three messages are suggested", () => {
  expect(suggested(TALK)).toEqual([3, 4, 5]);
});

test("what was said before the last ticket was about that one", () => {
  const messages = talk(
    ["visitor", "My invoice is wrong"],
    ["system", "Ticket TKT-00004 was created from this conversation."],
    ["agent", "Anything else?"],
    ["visitor", "The printer is broken, too"],
  );
  expect(suggested(messages)).toEqual([4]);
});

test("a conversation in which only agents spoke suggests nothing", () => {
  expect(suggested(talk(["agent", "Good morning"]))).toEqual([]);
});

test("the system's words are not for a description", () => {
  expect(sayings(talk(["system", "Ticket TKT-00004 was created."], ["visitor", "Thanks"]))).toHaveLength(1);
});

test("a visitor alone is quoted word for word", () => {
  expect(quoted(TALK.slice(2, 4))).toBe("My invoice is wrong\nIt shows 12");
});

test("of both sides it says who spoke, without an agent's address, which the customer would read", () => {
  expect(quoted(TALK.slice(0, 2))).toBe("Maria Rossi: Hello\nSupport: Good morning");
});

test("what is added stands below what was written", () => {
  expect(below("", "My invoice is wrong")).toBe("My invoice is wrong");
  expect(below("Called twice. \n", "My invoice is wrong")).toBe("Called twice.\n\nMy invoice is wrong");
});
