import type { Ticket } from "@tkt/api/schema";
import { Breakable } from "@tkt/ui/breakable";
import { Exact } from "@tkt/ui/when";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { ConversationActions } from "../api/conversation";
import { ConversationFact } from "./conversation-fact";

const words = ticketTexts.facts;
const LINK = "rounded-control text-accent underline-offset-2 hover:underline";

type Props = { ticket: Ticket; trackerLink: string; conversation: ConversationActions | undefined };

/** Who the customer is, and what else is known of the ticket. */
export function Facts({ ticket, trackerLink, conversation }: Props) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-2 text-body @lg:grid-cols-2 @2xl:grid-cols-1 @2xl:gap-y-3">
      <Fact term={words.customer}>
        <bdi>{ticket.customer_name}</bdi>
      </Fact>
      <Fact term={words.email}>
        <a href={mailTo(ticket.customer_email)} className={LINK}>
          <Breakable text={ticket.customer_email} />
        </a>
      </Fact>
      {ticket.customer_phone && (
        <Fact term={words.phone}>
          <a href={`tel:${ticket.customer_phone.replaceAll(/[^+\d]/g, "")}`} className={LINK}>
            <bdi>{ticket.customer_phone}</bdi>
          </a>
        </Fact>
      )}
      <Fact term={words.source}>{ticketTexts.source[ticket.source]}</Fact>
      <Fact term={words.createdBy}>
        <Breakable text={ticket.created_by ?? words.theCustomer} />
      </Fact>
      <Fact term={words.created}>
        <Exact at={ticket.created_at} />
      </Fact>
      <Fact term={words.firstResponse}>
        <Moment at={ticket.first_response_at} />
      </Fact>
      <Fact term={words.resolved}>
        <Moment at={ticket.resolved_at} />
      </Fact>
      {conversation && (
        <Fact term={words.conversation}>
          <ConversationFact conversation={conversation} />
        </Fact>
      )}
      <Fact term={words.tracker}>
        <a href={trackerLink} target="_blank" rel="noopener" className={LINK}>
          {words.openTracker}
          <ExternalLink aria-hidden="true" size={14} className="ml-1 inline align-[-2px]" />
        </a>
      </Fact>
    </dl>
  );
}

/** An address may hold a `?`, behind which a mail program would look for more receivers. */
function mailTo(address: string): string {
  return `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-[7.5rem_minmax(0,1fr)] items-baseline @2xl:grid-cols-1">
      <dt className="text-meta text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Moment({ at }: { at: string | null }) {
  return at ? <Exact at={at} /> : <span className="text-muted">{words.notYet}</span>;
}
