import type { TrackedEventKind, TrackedTicket } from "@tkt/api/schema";
import { Exact } from "@tkt/ui/when";
import { CircleCheck, type LucideIcon, MessageSquareText, Ticket } from "lucide-react";
import { texts } from "../../../texts/texts";
import type { News } from "../lib/follow";
import { type Coming, coming, type Past, past } from "../lib/steps";
import { LongText } from "./long-text";

type Look = { icon: LucideIcon; colours: string };

const LOOKS: Record<TrackedEventKind, Look> = {
  created: { icon: Ticket, colours: "bg-open-tint text-open" },
  first_response: { icon: MessageSquareText, colours: "bg-accent-tint text-accent" },
  answered: { icon: MessageSquareText, colours: "bg-accent-tint text-accent" },
  resolved: { icon: CircleCheck, colours: "bg-resolved-tint text-resolved" },
};

/** What happened, oldest first, and what is still to come. */
export function Timeline({ ticket, news }: { ticket: TrackedTicket; news: News | null }) {
  const fresh = new Set(news?.events.map((event) => event.key));
  return (
    <section>
      <h2 className="text-reading font-semibold">{texts.ticket.timeline}</h2>
      <ol className="mt-4">
        {past(ticket).map((event) => (
          <PastStep key={event.key} event={event} isFresh={fresh.has(event.key)} />
        ))}
        {coming(ticket).map((kind) => (
          <ComingStep key={kind} kind={kind} />
        ))}
      </ol>
    </section>
  );
}

const STEP =
  "relative grid grid-cols-[28px_1fr] gap-x-3 pb-6 last:pb-0 not-last:before:absolute not-last:before:inset-y-0 not-last:before:start-[13px] not-last:before:border-s-2 not-last:before:border-line";
const MARK = "relative flex size-7 items-center justify-center rounded-full";

function PastStep({ event, isFresh }: { event: Past; isFresh: boolean }) {
  const { icon: Icon, colours } = LOOKS[event.kind];
  const glow = isFresh ? "animate-glow" : "";
  return (
    <li className={STEP}>
      <span className={`${MARK} ${colours}`}>
        <Icon aria-hidden="true" size={16} />
      </span>
      <div className={`min-w-0 rounded-card ${glow}`}>
        <p className="flex min-h-7 flex-wrap items-center justify-between gap-x-4">
          <span className="font-medium">{texts.ticket.step[event.kind]}</span>
          <span className="text-meta text-muted">
            <Exact at={event.at} />
          </span>
        </p>
        {event.body && (
          <div className={`mt-2 rounded-card bg-sunken px-4 py-3 print:border print:border-line ${glow}`}>
            <LongText>{event.body}</LongText>
          </div>
        )}
      </div>
    </li>
  );
}

/** A quiet ring, dashed: told apart by more than its colour. */
function ComingStep({ kind }: { kind: Coming }) {
  return (
    <li className={STEP}>
      <span className={`${MARK} border-2 border-dashed border-edge bg-surface`} />
      <div className="min-w-0 text-muted">
        <p className="flex min-h-7 flex-wrap items-center justify-between gap-x-4">
          <span>
            {texts.ticket.step[kind]}
            <span className="sr-only"> ({texts.ticket.comingNote})</span>
          </span>
        </p>
        <p className="text-body">{texts.ticket.coming[kind]}</p>
      </div>
    </li>
  );
}
