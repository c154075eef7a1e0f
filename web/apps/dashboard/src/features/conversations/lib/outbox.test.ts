import { expect, test } from "vitest";
import { message } from "./fixtures";
import { notYetThere, type Outgoing, parseOutbox, writeOutbox } from "./outbox";

const ME = "agent@example.com";
const mine = { from: "agent", name: ME } as const;

function outgoing(client_id: string, text: string, after = 0): Outgoing {
  return { client_id, text, after, at: "2026-01-12T09:00:00.000Z" };
}

test("what waits outlives a reload, with why it was not sent", () => {
  const failed: Outgoing = { ...outgoing("b", "Two"), failure: { kind: "too-many", until: 12 } };
  const box = [outgoing("a", 'One\n"quoted"'), failed];
  expect(parseOutbox(writeOutbox(box))).toEqual(box);
});

test("an empty one leaves nothing behind, and rubbish does no harm", () => {
  expect(writeOutbox([])).toBe("");
  for (const kept of ["", "{", "[1]", '[{"text":1}]', "null"]) expect(parseOutbox(kept)).toEqual([]);
});

test("a message that has arrived is not shown a second time", () => {
  const box = [outgoing("a", "Hello", 2), outgoing("b", "Hello", 2), outgoing("c", "Bye", 2)];
  const ids = (messages: Parameters<typeof notYetThere>[1]) =>
    notYetThere(box, messages, ME).map(({ client_id }) => client_id);
  expect(ids([])).toEqual(["a", "b", "c"]);
  expect(ids([message(3, { ...mine, text: "Hello" })])).toEqual(["b", "c"]);
  expect(ids([message(3, { ...mine, text: "Hello" }), message(4, { ...mine, text: "Hello" })])).toEqual([
    "c",
  ]);
});

test("the same words of somebody else, or from before, are others", () => {
  const box = [outgoing("a", "Hello", 2)];
  const others = [
    message(2, { ...mine, text: "Hello" }),
    message(3, { text: "Hello" }),
    message(4, { from: "agent", name: "owner@example.com", text: "Hello" }),
  ];
  expect(notYetThere(box, others, ME)).toEqual(box);
});
