import type { Priority, Status } from "@tkt/api/schema";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { categoryName } from "@tkt/ui/category";
import { words } from "@tkt/ui/words";
import { UserRoundX } from "lucide-react";
import { Avatar } from "../../../components/avatar";
import type { Option } from "../../../components/select";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";

export const STATUSES = ["open", "in_progress", "pending", "resolved", "closed"] as const satisfies Status[];
export const PRIORITIES = ["urgent", "high", "medium", "low"] as const satisfies Priority[];

export const statusOptions: readonly Option<Status>[] = STATUSES.map((value) => ({
  value,
  label: words.status[value],
  look: <StatusBadge status={value} />,
}));

export const priorityOptions: readonly Option<Priority>[] = PRIORITIES.map((value) => ({
  value,
  label: words.priority[value],
  look: <PriorityBadge priority={value} />,
}));

/** The workspace's categories, and the ticket's own, which may have been taken out of them. */
export function categoryOptions(categories: readonly string[], own: string | null): Option<string | null>[] {
  const known = own === null || categories.includes(own) ? categories : [...categories, own];
  const options = known.map((value) => ({
    value,
    label: categoryName(value),
    look: (
      <span dir="auto" className="truncate">
        {categoryName(value)}
      </span>
    ),
  }));
  return own === null ? [{ value: null, label: ticketTexts.none }, ...options] : options;
}

/** Nobody, and the workspace's agents; the assignee too, who may have left. */
export function assigneeOptions(agents: readonly string[], own: string | null): Option<string | null>[] {
  const known = own === null || agents.includes(own) ? agents : [...agents, own];
  return [
    {
      value: null,
      label: texts.common.unassigned,
      look: (
        <Person>
          <UserRoundX aria-hidden="true" size={18} className="mx-[5px] shrink-0 text-muted" />
          <span className="truncate text-muted">{texts.common.unassigned}</span>
        </Person>
      ),
    },
    ...known.map((value) => ({
      value,
      label: value,
      look: (
        <Person>
          <Avatar name={value} />
          <span title={value} className="truncate">
            {value}
          </span>
        </Person>
      ),
    })),
  ];
}

function Person({ children }: { children: React.ReactNode }) {
  return <span className="flex min-w-0 items-center gap-2">{children}</span>;
}
