import type { SortBy } from "@tkt/api/schema";

type View = "active" | "mine" | "unassigned" | "urgent" | "waiting" | "resolved" | "all";
type EmptyWords = { title: string; hint: string };

const many = new Intl.PluralRules("en");

export const ticketList = {
  heading: "Tickets",
  newTicket: "New ticket",
  views: {
    label: "Views",
    active: "Active",
    mine: "Mine",
    unassigned: "Unassigned",
    urgent: "Urgent",
    waiting: "Waiting",
    resolved: "Resolved",
    all: "All",
  } satisfies Record<View | "label", string>,
  title: (view: string, q: string | undefined) => (q ? `${view}: ${q}` : `${view} tickets`),
  columns: {
    number: "Number",
    title: "Title",
    status: "Status",
    priority: "Priority",
    customer: "Customer",
    assignee: "Assignee",
    created: "Created",
    updated: "Updated",
  },
  search: {
    label: "Search tickets",
    placeholder: "Number, e-mail, or words",
    /** Where there is no room for the other. */
    shortPlaceholder: "Number or words",
    clear: "Clear search",
  },
  filters: {
    open: "Filters",
    /** Behind how many. */
    areSet: "active",
    title: "Filter tickets",
    status: "Status",
    priority: "Priority",
    category: "Category",
    assignee: "Assignee",
    customer: "Customer",
    customerHint: "The whole e-mail address",
    customerWrong: "This is not an e-mail address.",
    anyone: "Anyone",
    me: "Me",
    nobody: "Unassigned",
    sort: "Sort by",
    done: "Done",
    clear: "Clear all",
    active: "Active filters",
    remove: (what: string) => `Remove the filter ${what}`,
    chip: (what: string, value: string) => `${what}: ${value}`,
  },
  sorts: {
    updated: { desc: "Last updated first", asc: "Longest unchanged first" },
    created: { desc: "Newest first", asc: "Oldest first" },
    priority: { desc: "Most urgent first", asc: "Least urgent first" },
  } satisfies Record<SortBy, { desc: string; asc: string }>,
  priorityNeedsActive: "Only active tickets can be sorted by priority.",
  pages: {
    label: "Pages",
    range: (first: number, last: number) => (first === last ? `${first}` : `${first}–${last}`),
    count: (count: number) => (many.select(count) === "one" ? "1 ticket" : `${count} tickets`),
    first: "First page",
    previous: "Previous page",
    next: "Next page",
    gone: "That page is not there any more. This is the first one.",
  },
  searchedBackTo: (date: string) => `Searched back to ${date}.`,
  lookFurther: "Look further back",
  waiting: {
    added: (count: number) => (many.select(count) === "one" ? "1 new ticket" : `${count} new tickets`),
    moved: "The list has changed",
  },
  stale: "The list could not be renewed just now. It is tried again by itself.",
  refused: "This address asks for something that the list does not know.",
  empty: {
    active: {
      title: "No active tickets",
      hint: "Whatever is open, in progress or pending appears here.",
    },
    mine: {
      title: "Nothing is assigned to you",
      hint: "Take one of the unassigned tickets, and it appears here.",
    },
    unassigned: {
      title: "Every ticket has an assignee",
      hint: "New tickets that nobody has taken yet appear here.",
    },
    urgent: {
      title: "No urgent tickets",
      hint: "Active tickets with the priority urgent appear here.",
    },
    waiting: {
      title: "Nobody is waited for",
      hint: "Pending tickets appear here, the one that has waited longest first.",
    },
    resolved: {
      title: "No resolved tickets yet",
      hint: "Tickets appear here when their status is set to resolved.",
    },
    all: {
      title: "No tickets yet",
      hint: "Tickets that you create, and those that visitors raise, appear here.",
    },
    filtered: {
      title: "No ticket fits these filters",
      hint: "Take one of them away, or look at all tickets.",
    },
    search: {
      title: "Nothing found",
      hint: "Numbers, addresses, and words of the title and the customer's name are searched for.",
    },
    further: {
      title: "Nothing found so far",
      hint: "There are older tickets that were not looked at yet.",
    },
    page: { title: "There is nothing on this page any more", hint: "The tickets have moved meanwhile." },
  } satisfies Record<View | "filtered" | "search" | "further" | "page", EmptyWords>,
  go: { unassigned: "Show unassigned", active: "Show active", all: "Show all tickets" },
  searchAll: "Search all tickets",
  commands: {
    group: "Tickets",
    next: "Next ticket",
    previous: "Previous ticket",
    search: "Search tickets",
    clear: "Clear filters",
    view: {
      active: "Go to the active tickets",
      mine: "Go to my tickets",
      unassigned: "Go to the unassigned tickets",
      urgent: "Go to the urgent tickets",
      waiting: "Go to the waiting tickets",
      resolved: "Go to the resolved tickets",
      all: "Go to all tickets",
    } satisfies Record<View, string>,
    nextPage: "Next page of tickets",
  },
  assignedTo: (name: string) => `Assigned to ${name}`,
  unassigned: "Unassigned",
  offline: { title: "You are offline", hint: "The tickets appear as soon as you are connected again." },
};
