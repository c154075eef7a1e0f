import type { TrackedTicket } from "@tkt/api/schema";

/** A ticket for tests, open and without an answer unless `changes` say otherwise. */
export function sampleTicket(changes: Partial<TrackedTicket> = {}): TrackedTicket {
  return {
    ticket_number: "TKT-00003",
    title: "Wrong invoice",
    description: "The invoice of May shows the wrong amount.",
    status: "open",
    priority: "high",
    category: "billing",
    customer_name: "Maria Silva",
    created_at: "2026-01-12T10:31:00Z",
    updated_at: "2026-01-12T10:31:00Z",
    first_response_at: null,
    resolved_at: null,
    resolution_notes: null,
    timeline: [{ kind: "created", at: "2026-01-12T10:31:00Z", body: null }],
    ...changes,
  };
}
