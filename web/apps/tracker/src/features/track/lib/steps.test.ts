import { expect, test } from "vitest";
import { sampleTicket } from "./samples";
import { coming, past } from "./steps";

const ANSWERED = "2026-01-12T11:02:00Z";

test.each([
  ["an open ticket waits for its first answer", sampleTicket(), ["first_response", "resolved"]],
  [
    "one that is worked on does, too",
    sampleTicket({ status: "in_progress" }),
    ["first_response", "resolved"],
  ],
  ["an answered one waits to be resolved", sampleTicket({ first_response_at: ANSWERED }), ["resolved"]],
  ["one opened again waits to be resolved again", reopened(), ["resolved"]],
  ["a resolved one waits for nothing", sampleTicket({ status: "resolved" }), []],
  ["a closed one that nobody answered waits for nothing", sampleTicket({ status: "closed" }), []],
])("%s", (_, ticket, kinds) => expect(coming(ticket)).toEqual(kinds));

test("two answers of one moment are two steps", () => {
  const answer = { kind: "answered", at: ANSWERED, body: "Hello" } as const;
  const keys = past(sampleTicket({ timeline: [answer, answer] })).map((event) => event.key);
  expect(new Set(keys).size).toBe(2);
});

function reopened() {
  return sampleTicket({
    status: "open",
    first_response_at: ANSWERED,
    timeline: [{ kind: "resolved", at: ANSWERED, body: null }],
  });
}
