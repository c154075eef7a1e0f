import type { Event, EventKind } from "@tkt/api/schema";
import { Breakable } from "@tkt/ui/breakable";
import { Ago } from "@tkt/ui/when";
import { CirclePlus, type LucideIcon, PencilLine, Reply, StickyNote, Trash2 } from "lucide-react";
import { headline, mailLines, type Teller } from "../lib/wording";
import { Changes } from "./changes";
import { LongText } from "./long-text";
import { MailState } from "./mail-state";
import { NoteMark } from "./note-mark";

const LOOKS: Record<EventKind, { icon: LucideIcon; colours: string }> = {
  created: { icon: CirclePlus, colours: "bg-open-tint text-open" },
  changed: { icon: PencilLine, colours: "bg-closed-tint text-closed" },
  answered: { icon: Reply, colours: "bg-accent-tint text-accent" },
  noted: { icon: StickyNote, colours: "bg-pending-tint text-pending" },
  deleted: { icon: Trash2, colours: "bg-danger-tint text-danger" },
};

type Props = { event: Event; teller: Teller; customerEmail: string; isNew: boolean };

/** One thing that happened: who, what, when, and how its mails fared. */
export function TimelineEntry({ event, teller, customerEmail, isNew }: Props) {
  const { icon: Icon, colours } = LOOKS[event.kind];
  return (
    <li
      data-version={event.version}
      className={`relative flex gap-3 rounded-control pb-4 before:absolute before:top-8 before:bottom-0 before:left-3.5 before:w-px before:bg-line last:before:hidden ${isNew ? "animate-glow starting:-translate-y-1.5 transition-[opacity,translate] starting:opacity-0" : ""}`}
    >
      <span className={`mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full ${colours}`}>
        <Icon aria-hidden="true" size={15} />
      </span>
      <div className="grid grid-cols-1 min-w-0 flex-1 gap-1.5 pt-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3 text-body">
          <bdi className="min-w-0 font-medium">
            <Breakable text={headline(event, teller)} />
          </bdi>
          <span className="text-meta text-muted">
            <Ago at={event.at} />
          </span>
        </p>
        <Changes changes={event.changes} />
        {event.body && <Body event={event} body={event.body} />}
        {mailLines(event.mails, customerEmail).map((line) => (
          <MailState key={line.words} line={line} />
        ))}
      </div>
    </li>
  );
}

function Body({ event, body }: { event: Event; body: string }) {
  const isNote = event.kind === "noted";
  return (
    <div
      className={`grid grid-cols-1 gap-1 rounded-control border px-3 py-2 ${isNote ? "border-pending/30 border-dashed bg-pending-tint" : "border-line bg-surface"}`}
    >
      {isNote && <NoteMark />}
      <LongText text={body} />
    </div>
  );
}
