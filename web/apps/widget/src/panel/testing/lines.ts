import type { Card } from "@tkt/api/schema";
import type { Line, Snapshot } from "../../chat/types.ts";

export const NOON = Date.parse("2026-01-12T12:00:00Z");

/** A line of the stream; what a test does not name is believable. */
export function line(seq: number, from: Line["from"], text: string, more: Partial<Line> = {}): Line {
  return {
    key: `${seq}`,
    seq,
    from,
    name: from === "visitor" ? "Maria Rossi" : "Demo Shop",
    text,
    cards: [],
    intent: null,
    at: NOON + seq * 1_000,
    delivery: "sent",
    ...more,
  };
}

export const LIVE: Snapshot = {
  phase: "live",
  person: { name: "Maria Rossi", email: "maria@example.com" },
  lines: [],
  isLoaded: true,
  trouble: undefined,
  draft: "",
  other: undefined,
};

export const TICKET: Extract<Card, { kind: "ticket" }> = {
  kind: "ticket",
  ticket_number: "TKT-00003",
  title: "Wrong <b>invoice</b>",
  status: "in_progress",
  priority: "urgent",
  category: "billing",
  customer_name: "Maria Rossi",
  created_at: "2026-01-12T10:31:00.000Z",
  next_step: "Your ticket is being worked on. We will write to you when there is news.",
  url: "/track-ticket?ticket=TKT-00003&w=acme",
};
