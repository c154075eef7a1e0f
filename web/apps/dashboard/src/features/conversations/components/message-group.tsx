import { Link } from "@tanstack/react-router";
import type { ChatMessage } from "@tkt/api/schema";
import { NumberBadge } from "@tkt/ui/number-badge";
import { TicketCard } from "@tkt/ui/ticket-card";
import { exactly } from "@tkt/ui/when";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import type { Group } from "../lib/groups";
import { clockTime } from "../lib/when";
import { Bubble } from "./bubble";

type Props = { group: Group; me: string; isFirstUnread: boolean };

/** What one person said in a row: visitors at the left, agents at the right, the system between them. */
export function MessageGroup({ group, me, isFirstUnread }: Props) {
  return (
    <>
      {isFirstUnread && <UnreadLine />}
      {group.from === "system" ? <SystemGroup group={group} /> : <PersonGroup group={group} me={me} />}
    </>
  );
}

function PersonGroup({ group: { from, name, messages }, me }: { group: Group; me: string }) {
  const isAgent = from === "agent";
  const [first] = messages;
  return (
    <div
      className={`mb-3 grid grid-cols-[minmax(0,1fr)] gap-1 ${isAgent ? "justify-items-end" : "justify-items-start"}`}
    >
      <p className="flex max-w-full items-baseline gap-2 px-1 text-meta text-muted">
        <bdi className="min-w-0 truncate font-medium text-text" title={name}>
          {name === me ? words.you : name}
        </bdi>
        {first && <Time at={first.at} />}
      </p>
      {messages.map((message) => (
        <div
          key={message.seq}
          data-seq={message.seq}
          title={exactly(message.at)}
          className={`grid max-w-[min(85%,42rem)] grid-cols-[minmax(0,1fr)] gap-1.5 ${isAgent ? "justify-items-end" : "justify-items-start"}`}
        >
          <Bubble text={message.text} isAgent={isAgent} />
          <Cards cards={message.cards} />
        </div>
      ))}
    </div>
  );
}

function SystemGroup({ group: { messages } }: { group: Group }) {
  return messages.map((message) => (
    <div
      key={message.seq}
      data-seq={message.seq}
      className="mb-3 grid grid-cols-[minmax(0,1fr)] justify-items-center gap-1.5"
    >
      <p className="max-w-md whitespace-pre-wrap text-center text-meta text-muted">
        {message.text} <Time at={message.at} />
      </p>
      <Cards cards={message.cards} />
    </div>
  ));
}

function Cards({ cards }: { cards: ChatMessage["cards"] }) {
  return cards.map((card) => (
    <TicketCard
      key={card.ticket_number}
      card={card}
      number={card.kind === "ticket" ? <NumberLink number={card.ticket_number} /> : undefined}
    />
  ));
}

/** An agent works on the ticket in the dashboard; the card's other link shows what the customer sees. */
function NumberLink({ number }: { number: string }) {
  return (
    <Link
      to="/tickets/$number"
      params={{ number }}
      title={words.openTicket(number)}
      className="inline-flex min-h-8 items-center rounded-control hover:underline pointer-coarse:min-h-11"
    >
      <NumberBadge number={number} />
    </Link>
  );
}

function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactly(at)} className="shrink-0 whitespace-nowrap">
      {clockTime(at)}
    </time>
  );
}

function UnreadLine() {
  return (
    <p className="my-2 flex items-center gap-3 font-semibold text-accent text-meta before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
      {words.log.newFrom}
    </p>
  );
}
