import type { MailState as State } from "@tkt/api/schema";
import { type LucideIcon, MailCheck, MailX, Send } from "lucide-react";
import type { MailLine } from "../lib/wording";

const LOOKS: Record<State, { icon: LucideIcon; colours: string }> = {
  queued: { icon: Send, colours: "text-muted" },
  sent: { icon: MailCheck, colours: "text-muted" },
  undeliverable: { icon: MailX, colours: "rounded-control bg-danger-tint px-3 py-2 text-danger" },
};

/** How far a mail about an event came; one that will not arrive stands out, with what to do. */
export function MailState({ line }: { line: MailLine }) {
  const { icon: Icon, colours } = LOOKS[line.state];
  return (
    <div className={`flex items-start gap-1.5 text-meta ${colours}`}>
      <Icon aria-hidden="true" size={15} className="mt-0.5 shrink-0" />
      <p className="min-w-0">
        <span className={line.whatToDo ? "font-medium" : ""}>{line.words}</span>
        {line.whatToDo && <span className="block text-text">{line.whatToDo}</span>}
      </p>
    </div>
  );
}
