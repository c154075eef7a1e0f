import type { Card } from "@tkt/api/schema";
import { CircleAlert, ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { PriorityBadge, StatusBadge } from "./badge";
import { categoryName } from "./category";
import { NumberBadge } from "./number-badge";
import { Exact } from "./when";
import { words } from "./words";

type Props = {
  card: Card;
  /** How the number is shown, such as with a link to where an agent works on the ticket. */
  number?: ReactNode;
};

/** What stands below a message for a number in it: the ticket as it is now, or why it is not shown. */
export function TicketCard({ card, number = <NumberBadge number={card.ticket_number} /> }: Props) {
  return (
    <article
      aria-label={words.card.label(card.ticket_number)}
      className="w-full max-w-sm overflow-hidden rounded-card border border-line bg-surface text-body text-text"
    >
      {card.kind === "ticket" ? (
        <Shown card={card} number={number} />
      ) : (
        <Hidden message={card.message} number={number} />
      )}
    </article>
  );
}

type ShownProps = { card: Extract<Card, { kind: "ticket" }>; number: ReactNode };

function Shown({ card, number }: ShownProps) {
  return (
    <>
      <div className="grid gap-2 px-4 pt-3">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          {number}
          <span className="ms-auto flex flex-wrap gap-1">
            <StatusBadge status={card.status} />
            <PriorityBadge priority={card.priority} />
          </span>
        </div>
        <h3 dir="auto" className="line-clamp-3 font-semibold" title={card.title}>
          {card.title}
        </h3>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-meta">
          {card.category && <Fact term={words.card.category}>{categoryName(card.category)}</Fact>}
          <Fact term={words.card.customer}>{card.customer_name}</Fact>
          <Fact term={words.card.created}>
            <Exact at={card.created_at} />
          </Fact>
        </dl>
        <p className="rounded-control bg-sunken px-3 py-2 text-meta">{card.next_step}</p>
      </div>
      <a
        href={card.url}
        target="_blank"
        rel="noopener"
        className="mx-2 my-1 inline-flex min-h-10 items-center gap-1.5 rounded-control px-2 font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11"
      >
        {words.card.view}
        <ExternalLink aria-hidden="true" size={14} className="shrink-0" />
        <span className="sr-only">({words.card.opensInNewTab})</span>
      </a>
    </>
  );
}

/** The API's words, which tell nobody whether there is such a ticket. */
function Hidden({ message, number }: { message: string; number: ReactNode }) {
  return (
    <div className="flex items-start gap-3 px-4 py-3">
      <CircleAlert aria-hidden="true" size={18} className="mt-1 shrink-0 text-muted" />
      <div className="grid min-w-0 justify-items-start gap-1">
        {number}
        <p className="text-muted">{message}</p>
      </div>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{term}</dt>
      <dd dir="auto" className="min-w-0 truncate">
        {children}
      </dd>
    </>
  );
}
