import type { Priority, Status } from "@tkt/api/schema";
import {
  Archive,
  ArrowDown,
  ArrowUp,
  CircleCheck,
  CircleDot,
  Clock,
  Equal,
  Flame,
  Loader,
  type LucideIcon,
} from "lucide-react";
import { words } from "./words";

type Look = { icon: LucideIcon; colours: string };

const STATUS: Record<Status, Look> = {
  open: { icon: CircleDot, colours: "bg-open-tint text-open" },
  in_progress: { icon: Loader, colours: "bg-in-progress-tint text-in-progress" },
  pending: { icon: Clock, colours: "bg-pending-tint text-pending" },
  resolved: { icon: CircleCheck, colours: "bg-resolved-tint text-resolved" },
  closed: { icon: Archive, colours: "bg-closed-tint text-closed" },
};

const PRIORITY: Record<Priority, Look> = {
  low: { icon: ArrowDown, colours: "bg-closed-tint text-closed" },
  medium: { icon: Equal, colours: "bg-open-tint text-open" },
  high: { icon: ArrowUp, colours: "bg-high-tint text-high" },
  urgent: { icon: Flame, colours: "bg-urgent text-white" },
};

export function StatusBadge({ status }: { status: Status }) {
  return <Badge look={STATUS[status]} word={words.status[status]} />;
}

export function PriorityBadge({ priority }: { priority: Priority }) {
  return <Badge look={PRIORITY[priority]} word={words.priority[priority]} />;
}

/** Icon and word: a badge never speaks by colour alone. */
function Badge({ look: { icon: Icon, colours }, word }: { look: Look; word: string }) {
  return (
    <span
      className={`inline-flex h-6 shrink-0 items-center gap-1 whitespace-nowrap rounded-control px-2 text-meta font-medium ${colours}`}
    >
      <Icon aria-hidden="true" size={14} strokeWidth={2.25} />
      {word}
    </span>
  );
}
