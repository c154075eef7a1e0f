import type { Change, Event } from "@tkt/api/schema";
import { describe, expect, test } from "vitest";
import { headline, mailLines } from "./wording";

const teller = { me: "agent@example.com", customerName: "Maria Silva" };

describe("the timeline says", () => {
  const cases: [Partial<Event>, string][] = [
    [{ kind: "created" }, "You created the ticket"],
    [{ kind: "created", by: "owner@example.com" }, "owner@example.com created the ticket"],
    [{ kind: "created", by: null }, "Maria Silva raised the ticket"],
    [{ kind: "answered" }, "You answered the customer"],
    [{ kind: "noted", by: "owner@example.com" }, "owner@example.com wrote an internal note"],
    [changed({ field: "status", from: "open", to: "pending" }), "You changed the status"],
    [changed({ field: "description", from: "a", to: "b" }), "You edited the description"],
    [changed({ field: "resolution_notes", from: null, to: "b" }), "You edited the resolution notes"],
    [
      changed({ field: "assigned_to", from: null, to: "agent@example.com" }),
      "You assigned the ticket to yourself",
    ],
    [
      changed({ field: "assigned_to", from: null, to: "owner@example.com" }),
      "You assigned the ticket to owner@example.com",
    ],
    [changed({ field: "assigned_to", from: "owner@example.com", to: null }), "You took the assignee away"],
    [
      { ...changed({ field: "assigned_to", from: null, to: "agent@example.com" }), by: "owner@example.com" },
      "owner@example.com assigned the ticket to you",
    ],
    [
      { ...changed({ field: "assigned_to", from: null, to: "owner@example.com" }), by: "owner@example.com" },
      "owner@example.com assigned the ticket to themselves",
    ],
    [
      changed({ field: "status", from: "open", to: "pending" }, { field: "title", from: "a", to: "b" }),
      "You changed the ticket",
    ],
  ];
  test.each(cases)("of %j: %s", (event, words) => {
    expect(headline(eventWith(event), teller)).toBe(words);
  });
});

test("mails of the same fate to several owners are one line, and what failed comes first", () => {
  const lines = mailLines(
    [
      { to: "owner", state: "sent" },
      { to: "owner", state: "sent" },
      { to: "visitor", state: "undeliverable" },
    ],
    "maria@example.com",
  );
  expect(lines.map(({ words }) => words)).toEqual([
    "E-mail to the customer could not be delivered",
    "E-mailed to the owners",
  ]);
  expect(lines[0]?.whatToDo).toContain("maria@example.com");
});

function changed(...changes: Change[]): Partial<Event> {
  return { kind: "changed", changes };
}

function eventWith(event: Partial<Event>): Event {
  return {
    version: 2,
    at: "2026-01-12T10:31:00.000Z",
    by: teller.me,
    kind: "changed",
    changes: [],
    body: null,
    mails: [],
    ...event,
  };
}
