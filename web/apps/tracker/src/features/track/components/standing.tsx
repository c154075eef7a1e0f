import type { TrackedTicket } from "@tkt/api/schema";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { categoryName } from "@tkt/ui/category";
import { words } from "@tkt/ui/words";
import { CircleCheck, Tag } from "lucide-react";
import { texts } from "../../../texts/texts";
import { LongText } from "./long-text";

/** How the ticket stands, what comes next, and how it was resolved. `isNew`: the status came while it was looked at. */
export function Standing({ ticket, isNew }: { ticket: TrackedTicket; isNew: boolean }) {
  return (
    <section>
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge status={ticket.status} />
        <PriorityBadge priority={ticket.priority} />
        {ticket.category && <Category name={categoryName(ticket.category)} />}
      </div>
      <h2 className="mt-4 text-meta font-medium text-muted">{texts.ticket.next}</h2>
      {/* Another status is another element, so that each new one glows. */}
      <p
        key={ticket.status}
        className={`mt-0.5 text-title font-medium text-pretty ${isNew ? "animate-glow rounded-control" : ""}`}
      >
        {words.nextStep[ticket.status]}
      </p>
      {ticket.resolution_notes && (
        <div className="mt-5 rounded-card bg-resolved-tint p-4 print:border print:border-line">
          <h2 className="flex items-center gap-2 text-meta font-medium text-resolved">
            <CircleCheck aria-hidden="true" size={16} />
            {texts.ticket.resolution}
          </h2>
          <LongText className="mt-1">{ticket.resolution_notes}</LongText>
        </div>
      )}
    </section>
  );
}

function Category({ name }: { name: string }) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1 rounded-control border border-line px-2 py-px text-meta">
      <Tag aria-hidden="true" size={14} className="shrink-0 text-muted" />
      <bdi className="truncate" title={name}>
        {name}
      </bdi>
    </span>
  );
}
