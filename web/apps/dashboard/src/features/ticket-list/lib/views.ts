import type { Direction, Priority, SortBy, Status } from "@tkt/api/schema";

/** The ready lists, in the order in which they are offered. */
export const VIEWS = ["active", "mine", "unassigned", "urgent", "waiting", "resolved", "all"] as const;
export type View = (typeof VIEWS)[number];

export const STATUSES = ["open", "in_progress", "pending", "resolved", "closed"] as const;
export const PRIORITIES = ["urgent", "high", "medium", "low"] as const;
export const SORTS = ["created", "updated", "priority"] as const;
export const ORDERS = ["desc", "asc"] as const;

/** The states in which somebody has to do something. */
const ACTIVE = ["open", "in_progress", "pending"] as const satisfies readonly Status[];

/** What a view shows before anybody narrows it. */
export type Preset = {
  status?: readonly Status[];
  priority?: readonly Priority[];
  assignee?: "me" | "none";
  sort: SortBy;
  order: Direction;
};

/**
 * News come first where an agent watches what goes on, the urgent where they look for what to do next,
 * and whoever has waited longest where somebody may have to be reminded.
 */
export const PRESETS: Readonly<Record<View, Preset>> = {
  active: { status: ACTIVE, sort: "updated", order: "desc" },
  mine: { status: ACTIVE, assignee: "me", sort: "priority", order: "desc" },
  unassigned: { status: ACTIVE, assignee: "none", sort: "priority", order: "desc" },
  urgent: { status: ACTIVE, priority: ["urgent"], sort: "updated", order: "desc" },
  waiting: { status: ["pending"], sort: "updated", order: "asc" },
  resolved: { status: ["resolved"], sort: "updated", order: "desc" },
  all: { sort: "updated", order: "desc" },
};

export function areActive(statuses: readonly Status[]): boolean {
  const active: readonly Status[] = ACTIVE;
  return statuses.length > 0 && statuses.every((status) => active.includes(status));
}
