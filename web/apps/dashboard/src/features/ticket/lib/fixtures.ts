import type { TicketWithTimeline } from "@tkt/api/schema";

/** A ticket for tests. */
export function ticketWith(changes: Partial<TicketWithTimeline> = {}): TicketWithTimeline {
  return {
    ticket_number: "TKT-00003",
    title: "Wrong invoice",
    description: "I paid twice.",
    status: "open",
    priority: "urgent",
    category: "billing",
    customer_name: "Maria Silva",
    customer_email: "maria@example.com",
    customer_phone: null,
    conversation_id: null,
    user_id: null,
    session_id: null,
    created_by: "agent@example.com",
    assigned_to: null,
    resolution_notes: null,
    source: "agent",
    created_at: "2026-01-12T10:31:00.000Z",
    updated_at: "2026-01-12T10:31:00.000Z",
    first_response_at: null,
    resolved_at: null,
    version: 1,
    timeline: [],
    earlier_events: false,
    ...changes,
  };
}
