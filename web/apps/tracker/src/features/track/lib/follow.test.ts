import { expect, test } from "vitest";
import { follow, pace } from "./follow";
import { sampleTicket } from "./samples";
import { tell } from "./tell";

const LATER = "2026-01-12T11:02:00Z";
const created = sampleTicket().timeline;

test("the first look has no news", () => {
  expect(follow(undefined, sampleTicket())).toEqual({ ticket: sampleTicket(), quiet: 0, news: null });
});

test("a look that finds nothing new counts, and keeps the last news", () => {
  const { news, quiet } = look(sampleTicket({ status: "pending" }), sampleTicket({ status: "pending" }));
  expect(quiet).toBe(1);
  expect(news?.status).toBe("pending");
});

test("an internal note moves the time of the last change, which is no news", () => {
  const { news, quiet, ticket } = look(sampleTicket({ updated_at: LATER }));
  expect({ news, quiet }).toEqual({ news: null, quiet: 1 });
  expect(ticket.updated_at).toBe(LATER);
});

test.each([
  ["a first answer", answered("first_response"), "There is an answer to your ticket."],
  ["an answer", answered("answered"), "There is a new answer."],
  ["another status", sampleTicket({ status: "pending" }), "The status is now: Pending."],
  ["a resolution", resolved(), "Your ticket was resolved."],
  ["another title", sampleTicket({ title: "Right invoice" }), "The ticket has changed."],
])("%s is told", (_, ticket, sentence) => {
  const { news } = look(ticket);
  expect(news && tell(news)).toBe(sentence);
});

test("news begin the counting anew, and name the new steps alone", () => {
  const { quiet, news } = look(sampleTicket(), answered("answered"));
  expect(quiet).toBe(0);
  expect(news?.events.map((event) => event.kind)).toEqual(["answered"]);
});

test("the longer nothing changes, the rarer the looks", () => {
  expect([0, 9, 10, 19, 20, 1_000].map(pace)).toEqual([30_000, 30_000, 60_000, 60_000, 120_000, 120_000]);
});

function look(...tickets: ReturnType<typeof sampleTicket>[]) {
  return tickets.reduce(follow, follow(undefined, sampleTicket()));
}

function answered(kind: "first_response" | "answered") {
  return sampleTicket({ updated_at: LATER, timeline: [...created, { kind, at: LATER, body: "Hello" }] });
}

function resolved() {
  const timeline = [...created, { kind: "resolved", at: LATER, body: null } as const];
  return sampleTicket({ status: "resolved", resolved_at: LATER, timeline });
}
