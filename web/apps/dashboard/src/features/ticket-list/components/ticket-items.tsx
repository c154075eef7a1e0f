import type { TicketRow } from "@tkt/api/schema";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { NumberBadge } from "@tkt/ui/number-badge";
import { Ago } from "@tkt/ui/when";
import { Glow } from "../../../components/glow";
import { texts } from "../../../texts/texts";
import type { TicketTable } from "../lib/table";
import { Assignee } from "./assignee";
import { RowLink } from "./row-link";

type Props = {
  table: TicketTable;
  glowing: ReadonlySet<string>;
  selected: string | undefined;
  /** On a phone each ticket is a card. */
  asCards: boolean;
};

/** The list beside an open ticket, and on small screens: links in two lines, or cards. */
export function TicketItems({ table, glowing, selected, asCards }: Props) {
  return (
    <ul
      aria-label={texts.ticketList.heading}
      className={asCards ? "grid grid-cols-[minmax(0,1fr)] gap-2 p-3" : ""}
    >
      {table.getRowModel().rows.map(({ id, original }) => (
        <li
          key={id}
          className={`relative isolate overflow-hidden ${asCards ? "rounded-card border border-line bg-surface" : "border-line border-b"}`}
        >
          <Glow version={glowing.has(id) ? original.version : undefined} />
          <RowLink
            isMain
            number={id}
            className={`grid grid-cols-[minmax(0,1fr)] gap-1.5 -outline-offset-2 ${asCards ? "rounded-card p-3" : `px-4 py-2.5 ${id === selected ? SELECTED : "hover:bg-sunken focus-visible:bg-accent-tint"}`}`}
          >
            {asCards ? <Card row={original} /> : <TwoLines row={original} />}
          </RowLink>
        </li>
      ))}
    </ul>
  );
}

const SELECTED = "bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]";

function TwoLines({ row }: { row: TicketRow }) {
  return (
    <>
      <span className="flex items-center gap-2">
        <NumberBadge number={row.ticket_number} />
        <Title row={row} />
        <Updated row={row} />
      </span>
      <Facts row={row} />
    </>
  );
}

function Card({ row }: { row: TicketRow }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <NumberBadge number={row.ticket_number} />
        <Updated row={row} />
      </span>
      <Title row={row} />
      <Facts row={row} />
    </>
  );
}

function Title({ row }: { row: TicketRow }) {
  return (
    <bdi title={row.title} className="min-w-0 flex-1 truncate text-left text-body font-medium">
      {row.title}
    </bdi>
  );
}

function Updated({ row }: { row: TicketRow }) {
  return (
    <span className="text-meta text-muted">
      <Ago at={row.updated_at} />
    </span>
  );
}

function Facts({ row }: { row: TicketRow }) {
  return (
    <span className="flex items-center gap-2">
      <StatusBadge status={row.status} />
      <PriorityBadge priority={row.priority} />
      <bdi title={row.customer_email} className="min-w-0 flex-1 truncate text-left text-meta text-muted">
        {row.customer_name}
      </bdi>
      <Assignee isShort email={row.assigned_to} />
    </span>
  );
}
