import { expect, test } from "vitest";
import { ticketWith } from "../lib/fixtures";
import { shareMessage, trackerLink } from "./share";

test("the shared message holds everything, a line each", () => {
  const link = trackerLink("https://tickets.example.com", "TKT-00003", undefined);
  expect(shareMessage(ticketWith(), link)).toBe(
    [
      "Ticket TKT-00003: Wrong invoice",
      "Status: Open, priority: Urgent, category: Billing",
      "Customer: Maria Silva (maria@example.com)",
      "Save this number for reference. Follow it here: https://tickets.example.com/track-ticket?ticket=TKT-00003",
      "Thank you for your patience.",
    ].join("\n"),
  );
});

test("a ticket without a category says nothing of one", () => {
  expect(shareMessage(ticketWith({ category: null }), "x")).toContain("priority: Urgent\n");
});

test("the link names a workspace that is not the first", () => {
  expect(trackerLink("http://a", "TKT-00003", "acme 2")).toBe(
    "http://a/track-ticket?ticket=TKT-00003&w=acme%202",
  );
});
