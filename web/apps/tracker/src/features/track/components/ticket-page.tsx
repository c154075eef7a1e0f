import type { UseQueryResult } from "@tanstack/react-query";
import type { TrackedTicket } from "@tkt/api/schema";
import { buttonClass } from "@tkt/ui/button";
import { CopyableNumber } from "@tkt/ui/number-badge";
import { Exact } from "@tkt/ui/when";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { texts } from "../../../texts/texts";
import type { Followed } from "../lib/follow";
import { Announcement } from "./announcement";
import { Freshness, StaleNotice } from "./freshness";
import { PageHeader } from "./page-header";
import { Request } from "./request";
import { Sheet } from "./sheet";

import { Standing } from "./standing";
import { Timeline } from "./timeline";

type Props = {
  followed: Followed;
  tracked: UseQueryResult<Followed>;
  onSearchAnother: () => void;
};

/** A ticket that was found, and what becomes of it while the page is open. */
export function TicketPage({ followed, tracked, onSearchAnother }: Props) {
  const { ticket, news } = followed;
  usePageTitle(texts.ticket.pageTitle(ticket.ticket_number, ticket.title));
  return (
    <>
      <Announcement news={news} />
      <PageHeader action={<SearchAnother onClick={onSearchAnother} />}>
        <Heading ticket={ticket} />
      </PageHeader>
      <main className="pb-12">
        <Sheet>
          <StaleNotice tracked={tracked} />
          <div className="divide-y divide-line [&>section]:px-4 [&>section]:py-6 sm:[&>section]:px-8 print:[&>section]:px-0">
            <Standing ticket={ticket} isNew={news?.status != null} />
            <Timeline ticket={ticket} news={news} />
            <Request ticket={ticket} />
          </div>
        </Sheet>
        <Freshness tracked={tracked} />
      </main>
    </>
  );
}

function SearchAnother({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" onClick={onClick} className={buttonClass("outline-on-gradient", "print:hidden")}>
      <Search aria-hidden="true" size={16} />
      {texts.ticket.searchAnother}
    </button>
  );
}

/** The title takes the focus: the page has become another one. */
function Heading({ ticket }: { ticket: TrackedTicket }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
  return (
    <div className="animate-appear pt-2 pb-6">
      <CopyableNumber number={ticket.ticket_number} onGradient />
      <h1
        ref={heading}
        tabIndex={-1}
        dir="auto"
        className="mt-4 font-semibold text-title outline-none sm:text-display"
      >
        {ticket.title}
      </h1>
      <p className="mt-2 flex flex-wrap gap-x-4 text-body text-white/90 print:text-text">
        <span>
          {texts.ticket.raised.by}
          <bdi>{ticket.customer_name}</bdi>
          {texts.ticket.raised.on}
          <Exact at={ticket.created_at} />
        </span>
        {ticket.updated_at !== ticket.created_at && (
          <span>
            {texts.ticket.changed}
            <Exact at={ticket.updated_at} />
          </span>
        )}
      </p>
    </div>
  );
}

function usePageTitle(title: string) {
  useEffect(() => {
    const before = document.title;
    document.title = title;
    return () => {
      document.title = before;
    };
  }, [title]);
}
