import { Tabs } from "@base-ui/react/tabs";
import type { Status, TicketWithTimeline, Visibility } from "@tkt/api/schema";
import { EyeOff, type LucideIcon, Reply } from "lucide-react";
import { type RefObject, useImperativeHandle, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { readDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";
import { Writer } from "./writer";

const words = ticketTexts.composer;

/** What keys and commands may ask of it. */
export type ComposerHandle = { write: (visibility: Visibility) => void };

type Props = {
  ticket: TicketWithTimeline;
  handle: RefObject<ComposerHandle | null>;
  onStatus: (status: Status) => void;
};

/** Where agents write: an answer to the customer, or a note that the customer never sees. */
export function Composer({ ticket, handle, onStatus }: Props) {
  const { email } = useMe();
  const [tab, setTab] = useState<Visibility>(() => firstTab(email, ticket.ticket_number));
  // It opens for who comes to it, and stays: what is below would else jump away under the pointer that leaves it.
  const [isEntered, setEntered] = useState(false);
  const controls = useRef<Partial<Record<Visibility, HTMLTextAreaElement | null>>>({});
  useImperativeHandle(handle, () => ({
    write(visibility) {
      // A hidden control takes no focus.
      flushSync(() => setTab(visibility));
      controls.current[visibility]?.focus();
    },
  }));
  return (
    <Tabs.Root
      value={tab}
      onValueChange={(next) => setTab(next === "internal" ? "internal" : "public")}
      onFocus={() => setEntered(true)}
      render={<section aria-label={words.title} />}
    >
      <Tabs.List className="flex gap-1" activateOnFocus>
        <Tab value="public" icon={Reply} label={words.answer} />
        <Tab value="internal" icon={EyeOff} label={words.note} />
      </Tabs.List>
      {(["public", "internal"] as const).map((visibility) => (
        // Both stay: what is being sent in one goes on while the other is open.
        <Tabs.Panel key={visibility} value={visibility} keepMounted tabIndex={-1} className="outline-none">
          <Writer
            ticket={ticket}
            visibility={visibility}
            isEntered={isEntered}
            onStatus={onStatus}
            control={(element) => {
              controls.current[visibility] = element;
            }}
          />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function Tab({ value, icon: Icon, label }: { value: Visibility; icon: LucideIcon; label: string }) {
  const active =
    value === "internal"
      ? "data-[active]:border-pending/40 data-[active]:bg-pending-tint data-[active]:text-pending"
      : "data-[active]:border-line data-[active]:bg-surface data-[active]:text-accent";
  return (
    <Tabs.Tab
      value={value}
      className={`relative inline-flex min-h-10 items-center gap-2 rounded-t-control border border-transparent border-b-0 px-3 font-medium text-body text-muted hover:text-text data-[active]:z-10 data-[active]:-mb-px pointer-coarse:min-h-11 ${active}`}
    >
      <Icon aria-hidden="true" size={16} />
      {label}
    </Tabs.Tab>
  );
}

/** A note that was begun, and no answer, is what the agent was at. */
function firstTab(agent: string, number: string): Visibility {
  const isNote = readDraft(agent, `note.${number}`) !== "" && readDraft(agent, `answer.${number}`) === "";
  return isNote ? "internal" : "public";
}
