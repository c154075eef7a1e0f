import type { Event, TicketWithTimeline } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import type { Ref } from "react";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";
import { TimelineEntry } from "./timeline-entry";

type Props = {
  ref: Ref<HTMLElement>;
  ticket: TicketWithTimeline;
  events: readonly Event[];
  onSend: () => void;
  onKeep: () => void;
};

/** What came in while somebody was writing: read it, then send or go on. */
export function News({ ref, ticket, events, onSend, onKeep }: Props) {
  const { email } = useMe();
  return (
    <section
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="grid grid-cols-1 gap-2 rounded-control border border-accent bg-accent-tint p-3 text-text"
    >
      <p className="font-medium text-body">{ticketTexts.composer.newer}</p>
      <ol className="max-h-72 overflow-y-auto">
        {events.toReversed().map((event) => (
          <TimelineEntry
            key={event.version}
            event={event}
            teller={{ me: email, customerName: ticket.customer_name }}
            customerEmail={ticket.customer_email}
            isNew={false}
          />
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={onKeep}>
          {ticketTexts.composer.keepEditing}
        </Button>
        <Button onClick={onSend}>{ticketTexts.composer.sendAnyway}</Button>
      </div>
    </section>
  );
}
