import type { MailState } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { ticketWith } from "../lib/fixtures";
import { pause } from "./ticket";

const now = Date.parse("2026-01-12T10:31:30.000Z");

test.each([
  ["a mail that is on its way is looked for sooner", "queued", "2026-01-12T10:31:10.000Z", 1_500],
  ["a mail that waits for long is not", "queued", "2026-01-12T10:20:00.000Z", 4_000],
  ["a mail that was sent is not", "sent", "2026-01-12T10:31:10.000Z", 4_000],
] as const)("%s", (_, state: MailState, at, milliseconds) => {
  const created = { version: 1, kind: "created" as const, by: null, at, changes: [], body: null };
  const ticket = ticketWith({ timeline: [{ ...created, mails: [{ to: "customer", state }] }] });
  expect(pause(ticket, now)).toBe(milliseconds);
});

test("a ticket that is not there yet is asked for at the usual pace", () => {
  expect(pause(undefined, now)).toBe(4_000);
});
