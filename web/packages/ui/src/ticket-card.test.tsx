import { render, screen, within } from "@testing-library/react";
import type { Card } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { TicketCard } from "./ticket-card";

const TICKET: Card = {
  kind: "ticket",
  ticket_number: "TKT-00003",
  title: "Wrong <b>invoice</b>",
  status: "in_progress",
  priority: "urgent",
  category: "billing",
  customer_name: "Maria Rossi",
  created_at: "2026-01-12T10:31:00.000Z",
  next_step: "Your ticket is being worked on. We will write to you when there is news.",
  url: "/track-ticket?ticket=TKT-00003",
};

test("a card shows all that it knows, and leads to the tracker", () => {
  render(<TicketCard card={TICKET} />);
  const card = within(screen.getByRole("article", { name: "Ticket TKT-00003" }));
  for (const text of [
    "Wrong <b>invoice</b>",
    "In progress",
    "Urgent",
    "Billing",
    "Maria Rossi",
    TICKET.next_step,
  ])
    expect(card.getByText(text)).toBeTruthy();
  expect(card.getByText(/2026/).getAttribute("datetime")).toBe(TICKET.created_at);
  expect(card.getByRole("link", { name: /View full ticket details/ }).getAttribute("href")).toBe(TICKET.url);
  expect(card.getAllByRole("link")).toHaveLength(1);
});

test("where the reader has a page of their own for the ticket, the number leads there", () => {
  render(<TicketCard card={TICKET} number={<a href="/dashboard/tickets/TKT-00003">TKT-00003</a>} />);
  expect(screen.getByRole("link", { name: "TKT-00003" }).getAttribute("href")).toBe(
    "/dashboard/tickets/TKT-00003",
  );
});

test("a ticket without a category says nothing of one", () => {
  render(<TicketCard card={{ ...TICKET, category: null }} />);
  expect(screen.queryByText("Category")).toBeNull();
});

test("what cannot be shown says so in the server's words, and leads nowhere", () => {
  const message = "We could not show this ticket here.";
  render(<TicketCard card={{ kind: "error", ticket_number: "TKT-00009", message }} />);
  expect(screen.getByText(message)).toBeTruthy();
  expect(screen.getByText("TKT-00009")).toBeTruthy();
  expect(screen.queryByRole("link")).toBeNull();
});
