import type { Direction, Priority, SortBy, Status } from "@tkt/api/schema";
import { z } from "zod/mini";
import { areActive, ORDERS, PRESETS, PRIORITIES, SORTS, STATUSES, VIEWS, type View } from "./lib/views";

/**
 * What the address bar says of the list: shareable, and the back button's way. Several values stand
 * with commas between them. What is absent is as the view has it.
 */
export type TicketSearch = {
  view?: View;
  q?: string;
  status?: string;
  priority?: string;
  category?: string;
  /** `me`, `none`, or an agent's address. */
  assignee?: string;
  customer?: string;
  sort?: SortBy;
  order?: Direction;
  /** Where a later page begins, and how many tickets stand before it. */
  cursor?: string;
  from?: number;
};

/** The longest text that may be searched for. */
export const LONGEST_SEARCH = 200;
const LONGEST_ADDRESS = 254;
const LONGEST_CATEGORY = 100;

/** The router reads `3` and `true` as JSON, and people type them. */
const text = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.transform((value) => String(value).trim()),
);
const address = text.check(z.regex(/^[^\s@,]+@[^\s@,]+$/), z.maxLength(LONGEST_ADDRESS));

const schema = z.object({
  view: optional(z.enum(VIEWS)),
  q: optional(
    z.pipe(
      text,
      z.transform((value) => [...value].slice(0, LONGEST_SEARCH).join("")),
    ),
  ),
  status: optional(several(STATUSES)),
  priority: optional(several(PRIORITIES)),
  category: optional(
    z.pipe(
      text,
      z.transform((value) => joined(split(value).filter((one) => one.length <= LONGEST_CATEGORY))),
    ),
  ),
  assignee: optional(z.union([z.enum(["me", "none"]), address])),
  customer: optional(address),
  sort: optional(z.enum(SORTS)),
  order: optional(z.enum(ORDERS)),
  cursor: optional(text.check(z.regex(/^[A-Za-z0-9_-]{1,2000}$/))),
  from: optional(z.int().check(z.positive())),
});

/** Reads the address. Whatever is not understood, or says nothing, is dropped. */
export function ticketSearch(search: Record<string, unknown>): TicketSearch {
  return tidy(schema.parse(search));
}

/** The same list with other filters: from its first page on, since a cursor belongs to its filters. */
export function withFilters(search: TicketSearch, change: Loose): TicketSearch {
  return tidy({ ...search, cursor: undefined, from: undefined, ...change });
}

export function viewOf(search: TicketSearch): View {
  return search.view ?? "active";
}

export function isAddress(typed: string): boolean {
  return address.safeParse(typed).success;
}

/** Whether the list may be sorted by priority: the API does so among active tickets alone. */
export function hasPriorityOrder(search: Pick<TicketSearch, "view" | "status">): boolean {
  const { status = [] } = PRESETS[viewOf(search)];
  return areActive(search.status ? pick(search.status, STATUSES) : status);
}

/** By what the list is sorted, whether somebody chose it or the view has it so. */
export function sortOf(search: TicketSearch): { sort: SortBy; order: Direction } {
  const preset = PRESETS[viewOf(search)];
  return { sort: search.sort ?? preset.sort, order: search.order ?? (search.sort ? "desc" : preset.order) };
}

/** A change that takes all filters away. */
export const NO_FILTERS: { [K in Filter]: TicketSearch[K] | undefined } = {
  status: undefined,
  priority: undefined,
  category: undefined,
  assignee: undefined,
  customer: undefined,
};
type Filter = "status" | "priority" | "category" | "assignee" | "customer";

/** How many filters somebody has set beside the view and the search. */
export function filtersOf({ status, priority, category, assignee, customer }: TicketSearch): number {
  return [status, priority, category, assignee, customer].filter(Boolean).length;
}

/** The values of a filter. */
export function split(list: string | undefined): string[] {
  return (list ?? "").split(",").filter((one) => one.trim() !== "");
}

/** Those of a filter's values that are known, in their own order. */
export function pick<T extends string>(list: string | undefined, known: readonly T[]): T[] {
  const named = split(list);
  return known.filter((one) => named.includes(one));
}

/** A change that may also take something away. */
type Loose = { [K in keyof TicketSearch]?: TicketSearch[K] | undefined };
type Narrowed = { status: readonly Status[]; priority: readonly Priority[]; assignee: readonly string[] };

/**
 * One address for one list. A filter that leaves its view (closed tickets among the active ones) makes
 * of it the list of all tickets, narrowed by what the view said, so that a view's name never lies.
 */
function tidy(search: Loose): TicketSearch {
  const preset = PRESETS[search.view ?? "active"];
  const own: Narrowed = {
    status: preset.status ?? [],
    priority: preset.priority ?? [],
    assignee: preset.assignee ? [preset.assignee] : [],
  };
  const dimensions = ["status", "priority", "assignee"] as const;
  const leaves = dimensions.some((name) => {
    const allowed: readonly string[] = own[name];
    return allowed.length > 0 && split(search[name]).some((value) => !allowed.includes(value));
  });
  const next: Loose = { ...search };
  for (const name of dimensions) {
    if (leaves) next[name] = search[name] || joined(own[name]);
    else if (search[name] === joined(own[name])) next[name] = undefined;
  }
  return withoutBlanks(ordered(leaves ? { ...next, view: "all" } : next));
}

/** Writes an order out in full, and drops one that the view has anyway or that the API does not give. */
function ordered(search: Loose): Loose {
  const tidied = withoutBlanks(search);
  const { sort: _, order: __, ...unsorted } = tidied;
  const isPossible = search.sort !== "priority" || hasPriorityOrder(tidied);
  const { sort, order } = sortOf(isPossible ? tidied : unsorted);
  const preset = PRESETS[viewOf(tidied)];
  const isPreset = sort === preset.sort && order === preset.order;
  return { ...unsorted, ...(!isPreset && { sort, order }) };
}

function withoutBlanks({ view, sort, order, cursor, from, ...filters }: Loose): TicketSearch {
  const { q, status, priority, category, assignee, customer } = filters;
  return {
    ...(view && view !== "active" && { view }),
    ...(q && { q }),
    ...(status && { status }),
    ...(priority && { priority }),
    ...(category && { category }),
    ...(assignee && { assignee }),
    ...(customer && { customer }),
    ...(sort && { sort }),
    ...(order && { order }),
    ...(cursor && { cursor }),
    ...(cursor && from && { from }),
  };
}

function optional<T extends z.ZodMiniType>(type: T) {
  return z.catch(z.optional(type), undefined);
}

function several(known: readonly string[]) {
  return z.pipe(
    text,
    z.transform((value) => joined(pick(value, known))),
  );
}

function joined(values: readonly string[]): string {
  return [...new Set(values)].join(",");
}
