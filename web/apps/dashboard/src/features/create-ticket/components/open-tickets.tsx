import { Link } from "@tanstack/react-router";
import type { TicketRow } from "@tkt/api/schema";
import { StatusBadge } from "@tkt/ui/badge";
import { Notice } from "@tkt/ui/notice";
import { NumberBadge } from "@tkt/ui/number-badge";
import { ExternalLink } from "lucide-react";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { useOpenTickets } from "../api/open-tickets";

const SHOWN = 3;

/** Warns when this customer waits for an answer already: perhaps this belongs there. */
export function OpenTickets({ email }: { email: string }) {
  const { data } = useOpenTickets(email);
  const [newest] = data?.items ?? [];
  if (!data || !newest) return null;
  const count = `${data.items.length}${data.next_cursor === null ? "" : "+"}`;
  return (
    <Notice tone="info">
      <p>{createTicketTexts.openTickets(newest.customer_name, count, count === "1")}</p>
      <ul className="mt-1 grid grid-cols-1">
        {data.items.slice(0, SHOWN).map((ticket) => (
          <Known key={ticket.ticket_number} ticket={ticket} />
        ))}
      </ul>
    </Notice>
  );
}

function Known({ ticket }: { ticket: TicketRow }) {
  return (
    <li>
      <Link
        to="/tickets/$number"
        params={{ number: ticket.ticket_number }}
        target="_blank"
        className="flex min-h-10 flex-wrap items-center gap-x-2 py-1 hover:underline pointer-coarse:min-h-11"
      >
        <NumberBadge number={ticket.ticket_number} />
        <span className="min-w-0 truncate max-sm:order-last max-sm:basis-full sm:flex-1" title={ticket.title}>
          {ticket.title}
        </span>
        <StatusBadge status={ticket.status} />
        <ExternalLink aria-hidden="true" size={14} className="shrink-0 text-muted" />
        <span className="sr-only">({createTicketTexts.opensInNewTab})</span>
      </Link>
    </li>
  );
}
