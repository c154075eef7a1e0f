import type { Priority, Status } from "@tkt/api/schema";
import { useStage } from "../lib/stage.ts";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

const STATUS: Record<Status, IconName> = {
  open: "circleDot",
  in_progress: "loader",
  pending: "clock",
  resolved: "circleCheck",
  closed: "archive",
};

const PRIORITY: Record<Priority, IconName> = {
  low: "arrowDown",
  medium: "equal",
  high: "arrowUp",
  urgent: "flame",
};

export function StatusBadge({ status }: { status: Status }) {
  return <Badge icon={STATUS[status]} look={status} word={useStage().texts.status[status]} />;
}

export function PriorityBadge({ priority }: { priority: Priority }) {
  return <Badge icon={PRIORITY[priority]} look={priority} word={useStage().texts.priority[priority]} />;
}

/** Icon and word: a badge never speaks by colour alone. */
function Badge({ icon, look, word }: { icon: IconName; look: Status | Priority; word: string }) {
  return (
    <span class={`badge ${look}`}>
      <Icon name={icon} size={14} />
      {word}
    </span>
  );
}
