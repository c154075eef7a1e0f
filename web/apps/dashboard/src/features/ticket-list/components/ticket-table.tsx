import type { TicketRow } from "@tkt/api/schema";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { NumberBadge } from "@tkt/ui/number-badge";
import { Ago } from "@tkt/ui/when";
import { ArrowDown, ArrowUp, ArrowUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { Glow } from "../../../components/glow";
import { texts } from "../../../texts/texts";
import type { TicketTable as Table } from "../lib/table";
import { Assignee } from "./assignee";
import { RowLink } from "./row-link";

type Column = Exclude<keyof typeof texts.ticketList.columns, "title">;

const FIRST = "pl-5";
/** The title takes what the others leave. */
const WIDTHS: Readonly<Record<string, string>> = {
  number: "w-px",
  title: "w-full",
  status: "min-w-32",
  priority: "min-w-28",
  customer: "min-w-36 max-w-36 min-[1440px]:min-w-44 min-[1440px]:max-w-44",
  assignee: "min-[1440px]:min-w-40 min-[1440px]:max-w-40",
  created: "min-w-26",
  updated: "min-w-28",
};

/** The list on a wide screen, where nothing stands beside it. */
export function TicketTable({ table, glowing }: { table: Table; glowing: ReadonlySet<string> }) {
  return (
    <table className="w-full border-separate border-spacing-0 text-body">
      <caption className="sr-only">{texts.ticketList.heading}</caption>
      <thead className="sticky top-0 z-10 bg-page">
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map(({ column }) => (
              <Head key={column.id} column={column} />
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map(({ id, original }) => (
          <Row key={id} row={original} glows={glowing.has(id)} />
        ))}
      </tbody>
    </table>
  );
}

type HeadColumn = ReturnType<Table["getHeaderGroups"]>[number]["headers"][number]["column"];

function Head({ column }: { column: HeadColumn }) {
  const words: Readonly<Record<string, string>> = texts.ticketList.columns;
  const word = words[column.id];
  const look = `border-line border-b whitespace-nowrap text-left text-meta font-medium text-muted ${WIDTHS[column.id]}`;
  if (!column.getCanSort()) {
    const hint = column.id === "priority" ? texts.ticketList.priorityNeedsActive : undefined;
    return (
      <th scope="col" title={hint} className={`${look} px-3 ${column.id === "number" ? FIRST : ""}`}>
        {word}
      </th>
    );
  }
  const sorted = column.getIsSorted();
  const Icon = sorted === "asc" ? ArrowUp : sorted === "desc" ? ArrowDown : ArrowUpDown;
  const isTime = column.id !== "priority";
  return (
    <th
      scope="col"
      aria-sort={sorted === "asc" ? "ascending" : sorted === "desc" ? "descending" : undefined}
      className={`${look} ${column.id === "updated" ? "pr-2" : ""}`}
    >
      <button
        type="button"
        onClick={column.getToggleSortingHandler()}
        className={`group flex min-h-10 w-full items-center gap-1 rounded-control px-3 hover:text-text ${isTime ? "justify-end" : ""} ${sorted ? "text-text" : ""}`}
      >
        {word}
        <Icon
          aria-hidden="true"
          size={14}
          className={sorted ? "" : "opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"}
        />
      </button>
    </th>
  );
}

function Row({ row, glows }: { row: TicketRow; glows: boolean }) {
  const cell = (column: Column, content: ReactNode, title?: string) => (
    <Cell column={column}>
      <RowLink number={row.ticket_number} {...(title && { title })} className={CELL}>
        {content}
      </RowLink>
    </Cell>
  );
  return (
    <tr className="relative isolate hover:bg-sunken has-[:focus-visible]:bg-accent-tint">
      {cell("number", <NumberBadge number={row.ticket_number} />)}
      <td className="w-full max-w-0 border-line border-b p-0">
        <RowLink isMain number={row.ticket_number} title={row.title} className={`${CELL} -outline-offset-2`}>
          <bdi className="truncate font-medium">{row.title}</bdi>
        </RowLink>
        <Glow version={glows ? row.version : undefined} />
      </td>
      {cell("status", <StatusBadge status={row.status} />)}
      {cell("priority", <PriorityBadge priority={row.priority} />)}
      {cell("customer", <bdi className="truncate">{row.customer_name}</bdi>, customerOf(row))}
      {cell("assignee", <Assignee email={row.assigned_to} />)}
      {cell("created", <Time at={row.created_at} />)}
      {cell("updated", <Time at={row.updated_at} />)}
    </tr>
  );
}

const CELL = "flex h-12 min-w-0 items-center px-3";

function Cell({ column, children }: { column: Column; children: ReactNode }) {
  const edge = column === "number" ? "pl-2" : column === "updated" ? "pr-2" : "";
  return <td className={`border-line border-b p-0 ${WIDTHS[column]} ${edge}`}>{children}</td>;
}

function Time({ at }: { at: string }) {
  return (
    <span className="ml-auto text-meta text-muted">
      <Ago at={at} />
    </span>
  );
}

function customerOf({ customer_name, customer_email }: TicketRow): string {
  return `${customer_name} <${customer_email}>`;
}
