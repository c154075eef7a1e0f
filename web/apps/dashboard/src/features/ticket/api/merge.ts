import type { Ticket, UpdateTicket } from "@tkt/api/schema";

export const EDITABLE = [
  "title",
  "description",
  "status",
  "priority",
  "category",
  "assigned_to",
  "resolution_notes",
] as const satisfies readonly (keyof UpdateTicket)[];

export type EditableField = (typeof EDITABLE)[number];

/** Those of a ticket's fields that can be edited, as they stood at some moment. */
export type Values = Pick<Ticket, EditableField>;

export type Merged = {
  /** What can be sent over theirs without undoing anything that they did. */
  send: UpdateTicket;
  /** Fields that both changed, to different values. */
  collisions: EditableField[];
};

/**
 * Lays my edit over theirs. A field collides when both changed it from what I saw, and not to the
 * same; where only one of us changed it, that change stands.
 */
export function merge(base: Values, mine: UpdateTicket, theirs: Values): Merged {
  const send = { ...mine };
  const collisions: EditableField[] = [];
  for (const field of EDITABLE) {
    const isMine = mine[field] !== undefined && mine[field] !== base[field];
    const isTheirs = theirs[field] !== base[field];
    const isSettled = mine[field] === theirs[field];
    if (!isMine || isSettled || isTheirs) delete send[field];
    if (isMine && isTheirs && !isSettled) collisions.push(field);
  }
  return { send, collisions };
}

/** The one field of an edit. */
export function only(edit: UpdateTicket, field: EditableField): UpdateTicket {
  const kept = { ...edit };
  for (const other of EDITABLE) if (other !== field) delete kept[other];
  return kept;
}

export function isEmpty(edit: UpdateTicket): boolean {
  return EDITABLE.every((field) => edit[field] === undefined);
}
