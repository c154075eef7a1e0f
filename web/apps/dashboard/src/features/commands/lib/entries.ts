import type { TicketRow } from "@tkt/api/schema";
import type { Command } from "../../../lib/commands";
import { texts } from "../../../texts/texts";
import { grouped } from "./grouped";

/** A line of the palette: a command, a ticket that was found, or a ticket that is named by its number. */
export type Entry =
  | { kind: "command"; id: string; label: string; command: Command }
  | { kind: "ticket"; id: string; label: string; ticket: TicketRow }
  | { kind: "number"; id: string; label: string; number: string };

export type EntryGroup = { id: string; label: string; items: Entry[] };

type Found = {
  /** The number that the text is read as. */
  number: string | undefined;
  tickets: readonly TicketRow[];
  commands: readonly Command[];
};

/** Whether `text` holds `part`, in the reader's language. */
export type Contains = (text: string, part: string) => boolean;

/** The palette's lines, under their headings: what is named goes before what is found. */
export function entryGroups(typed: string, found: Found, contains: Contains): EntryGroup[] {
  const { number, tickets, commands } = found;
  const named = tickets.filter((ticket) => ticket.ticket_number === number);
  const others = tickets.filter((ticket) => ticket.ticket_number !== number);
  const first: Entry[] = number && named.length === 0 ? [numberEntry(number)] : named.map(ticketEntry);
  const words = texts.commands;
  const groups = [
    { id: "named", label: words.groups.tickets, items: first },
    ...byGroup(commands.filter((command) => matches(command, typed, contains))),
    // Later than the commands: they come later, and nothing must move under the hand.
    {
      id: "found",
      label: first.length > 0 ? words.alsoFound : words.groups.tickets,
      items: others.map(ticketEntry),
    },
  ];
  return groups.filter((group) => group.items.length > 0);
}

function matches({ label, group, keywords = "" }: Command, typed: string, contains: Contains): boolean {
  const words = typed.trim().split(/\s+/u);
  return words.every((word) => contains(`${label} ${group} ${keywords}`, word));
}

function byGroup(commands: readonly Command[]): EntryGroup[] {
  return [...grouped(commands)].map(([label, group]) => ({
    id: `commands.${label}`,
    label,
    items: group.map((command) => ({ kind: "command", id: command.id, label: command.label, command })),
  }));
}

function ticketEntry(ticket: TicketRow): Entry {
  const number = ticket.ticket_number;
  return { kind: "ticket", id: `ticket.${number}`, label: `${number} ${ticket.title}`, ticket };
}

function numberEntry(number: string): Entry {
  return { kind: "number", id: `number.${number}`, label: texts.commands.goToNumber(number), number };
}
