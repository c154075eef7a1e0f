import type { TicketWithTimeline } from "@tkt/api/schema";
import { Notice } from "@tkt/ui/notice";
import { useState } from "react";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";
import { headline } from "../lib/wording";
import { TimelineEntry } from "./timeline-entry";

/** What happened, the newest first: right under the composer, where agents look for what was said last. */
export function Timeline({ ticket }: { ticket: TicketWithTimeline }) {
  const { email } = useMe();
  const teller = { me: email, customerName: ticket.customer_name };
  const [first] = useState(ticket.version);
  const newest = ticket.timeline.at(-1);
  const isNews = newest !== undefined && newest.version > first && newest.by !== email;
  return (
    <section aria-label={ticketTexts.timeline.title}>
      <h2 className="font-semibold text-body">{ticketTexts.timeline.title}</h2>
      <p role="status" className="sr-only">
        {isNews && ticketTexts.timeline.news(headline(newest, teller))}
      </p>
      <ol className="mt-2">
        {ticket.timeline.toReversed().map((event) => (
          <TimelineEntry
            key={event.version}
            event={event}
            teller={teller}
            customerEmail={ticket.customer_email}
            isNew={event.version > first}
          />
        ))}
      </ol>
      {ticket.earlier_events && <Notice tone="info">{ticketTexts.timeline.earlier}</Notice>}
    </section>
  );
}
