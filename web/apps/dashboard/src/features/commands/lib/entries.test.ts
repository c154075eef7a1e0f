import type { TicketRow } from "@tkt/api/schema";
import { expect, test } from "vitest";
import type { Command } from "../../../lib/commands";
import { entryGroups } from "./entries";

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());

const commands: Command[] = [
  { id: "status.open", label: "Set status: Open", group: "TKT-00003", run: () => {} },
  { id: "colours.dark", label: "Dark colours", group: "Colours", keywords: "theme", run: () => {} },
];

function row(ticket_number: string): TicketRow {
  return {
    ticket_number,
    title: "Wrong invoice",
    status: "open",
    priority: "medium",
    category: null,
    customer_name: "Maria Rossi",
    customer_email: "maria@example.com",
    customer_phone: null,
    created_by: null,
    assigned_to: null,
    source: "agent",
    created_at: "2026-01-12T10:31:00Z",
    updated_at: "2026-01-12T10:31:00Z",
    first_response_at: null,
    resolved_at: null,
    version: 1,
  };
}

function ids(typed: string, found: Partial<Parameters<typeof entryGroups>[1]> = {}): string[] {
  const all = { number: undefined, tickets: [], commands, ...found };
  return entryGroups(typed, all, contains).flatMap((group) => group.items.map((entry) => entry.id));
}

test("before anything is typed every command stands there", () => {
  expect(ids("")).toEqual(["status.open", "colours.dark"]);
});

test.each([
  ["a part of its name", "dark", ["colours.dark"]],
  ["words in any order", "open status", ["status.open"]],
  ["its heading", "tkt-00003", ["status.open"]],
  ["another word for it", "theme", ["colours.dark"]],
  ["what nothing is called", "printer", []],
])("a command is found by %s", (_, typed, expected) => {
  expect(ids(typed)).toEqual(expected);
});

test("a ticket that is named goes before all else, found or not yet", () => {
  expect(ids("3", { number: "TKT-00003" })[0]).toBe("number.TKT-00003");
  const found = { number: "TKT-00003", tickets: [row("TKT-00013"), row("TKT-00003")] };
  expect(ids("3", found)).toEqual(["ticket.TKT-00003", "status.open", "ticket.TKT-00013"]);
});

test("tickets that words find stand below the commands, which were there before", () => {
  expect(ids("open", { tickets: [row("TKT-00007")] })).toEqual(["status.open", "ticket.TKT-00007"]);
});
