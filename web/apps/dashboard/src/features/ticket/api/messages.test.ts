import type { Event } from "@tkt/api/schema";
import { describe, expect, test } from "vitest";
import { ticketWith } from "../lib/fixtures";
import { newsSince, withEvent } from "./messages";

const me = "agent@example.com";

describe("what stops a message", () => {
  const timeline = [
    event(1, "created", me),
    event(2, "answered", "owner@example.com"),
    event(3, "noted", me),
    event(4, "changed", "owner@example.com"),
  ];
  const ticket = ticketWith({ version: 4, timeline });

  test.each([
    ["is everything that others did since the writer began", 1, [2, 4]],
    ["is not what was there before", 2, [4]],
    ["is not what the writer did, in another tab too", 4, []],
  ])("%s", (_, seen, versions) => {
    expect(newsSince(ticket, seen, me).map(({ version }) => version)).toEqual(versions);
  });

  test("is a visitor's event too, which has no agent", () => {
    const raised = ticketWith({ timeline: [event(2, "changed", null)] });
    expect(newsSince(raised, 1, me)).toHaveLength(1);
  });
});

test("what was sent stands in the timeline at once, and once", () => {
  const sent = event(2, "answered", me);
  const ticket = withEvent(ticketWith({ timeline: [event(1, "created", me)] }), sent);
  expect(ticket).toMatchObject({ version: 2, timeline: [{ version: 1 }, { version: 2 }] });
  expect(withEvent(ticket, sent)).toBe(ticket);
});

function event(version: number, kind: Event["kind"], by: string | null): Event {
  return { version, kind, by, at: "2026-01-12T10:31:00.000Z", changes: [], body: null, mails: [] };
}
