import { Link } from "@tanstack/react-router";
import type { Conversation } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Archive, ArrowLeft, MessageCircle, RotateCcw, Ticket } from "lucide-react";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { pageName } from "../lib/page-name";
import { VisitorEmail } from "./visitor-email";

type Props = {
  conversation: Conversation;
  isBusy: boolean;
  onToggle: () => void;
  onCreateTicket: () => void;
};

/** The gradient over a conversation: who writes, from where, its tickets, and what to do with it. */
export function Header({ conversation, isBusy, onToggle, onCreateTicket }: Props) {
  const { visitor, page, state, tickets } = conversation;
  const isOpen = state === "open";
  const Toggle = isOpen ? Archive : RotateCcw;
  return (
    <header className="header-gradient ring-on-gradient grid shrink-0 grid-cols-[minmax(0,1fr)] gap-1.5 px-4 py-3">
      <div className="flex items-center gap-2">
        <BackToList />
        <h1 dir="auto" title={visitor.name} className="line-clamp-2 min-w-0 font-semibold text-title">
          {visitor.name}
        </h1>
        <div className="ml-auto flex shrink-0 items-center gap-1">
          <Button
            look="outline-on-gradient"
            busy={isBusy}
            onClick={onToggle}
            aria-label={isOpen ? words.closeLong : words.reopenLong}
            title={isOpen ? words.closeLong : words.reopenLong}
            className="max-sm:px-3"
          >
            {!isBusy && <Toggle aria-hidden="true" size={16} />}
            <span className="@max-xl:hidden">{isOpen ? words.close : words.reopen}</span>
          </Button>
          <Button
            look="on-gradient"
            onClick={onCreateTicket}
            aria-label={words.createTicket}
            title={words.createTicket}
            className="max-sm:px-3"
          >
            <Ticket aria-hidden="true" size={16} />
            <span className="@max-md:hidden">{words.createTicket}</span>
          </Button>
        </div>
      </div>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-meta text-white">
        <State isOpen={isOpen} />
        <VisitorEmail email={visitor.email} className="@max-md:order-last @max-md:basis-full" />
        {page && (
          <span className="flex min-w-0 max-w-full gap-1 @max-md:flex-1 @max-md:basis-32" title={page}>
            <span className="shrink-0 whitespace-nowrap">{words.started}</span>
            <bdi className="truncate font-medium">{pageName(page)}</bdi>
          </span>
        )}
      </div>
      <Tickets numbers={tickets} />
    </header>
  );
}

function State({ isOpen }: { isOpen: boolean }) {
  const Icon = isOpen ? MessageCircle : Archive;
  return (
    <span
      className={`inline-flex h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-control px-2 font-medium text-meta ${isOpen ? "bg-open-tint text-open" : "bg-closed-tint text-closed"}`}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={2.25} />
      {words.badges[isOpen ? "open" : "closed"]}
    </span>
  );
}

/** The tickets that were made of the conversation: a way to each. */
function Tickets({ numbers }: { numbers: Conversation["tickets"] }) {
  if (numbers.length === 0) return null;
  return (
    <ul aria-label={words.tickets(numbers.length)} className="flex max-h-20 flex-wrap gap-1 overflow-y-auto">
      {numbers.map((number) => (
        <li key={number}>
          <Link
            to="/tickets/$number"
            params={{ number }}
            title={words.openTicket(number)}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-control border border-white/40 px-2 font-mono text-meta hover:bg-white/15 pointer-coarse:min-h-11"
          >
            <Ticket aria-hidden="true" size={13} />
            {number}
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Only where the conversation covers the list. */
function BackToList() {
  return (
    <Link
      to="/conversations"
      search={(search) => search}
      aria-label={words.back}
      title={words.back}
      className="-ml-3 inline-flex size-11 shrink-0 items-center justify-center rounded-control hover:bg-white/15 min-[900px]:hidden"
    >
      <ArrowLeft aria-hidden="true" size={20} />
    </Link>
  );
}
