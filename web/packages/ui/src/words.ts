import type { Priority, Status } from "@tkt/api/schema";

/** The words that all pages share: one name for one thing. */
export const words = {
  product: "tkt",
  status: {
    open: "Open",
    in_progress: "In progress",
    pending: "Pending",
    resolved: "Resolved",
    closed: "Closed",
  } satisfies Record<Status, string>,
  priority: { low: "Low", medium: "Medium", high: "High", urgent: "Urgent" } satisfies Record<
    Priority,
    string
  >,
  nextStep: {
    open: "We have your ticket and will look at it soon.",
    in_progress: "Your ticket is being worked on. We will write to you when there is news.",
    pending: "We are waiting for something, perhaps an answer from you.",
    resolved: "Your ticket is resolved. If the issue persists, reply to our e-mail.",
    closed: "Your ticket is closed.",
  } satisfies Record<Status, string>,
  copy: (what: string) => `Copy ${what}`,
  copied: "Copied",
  loading: "Loading",
  card: {
    label: (number: string) => `Ticket ${number}`,
    category: "Category",
    customer: "Customer",
    created: "Created",
    view: "View full ticket details",
    opensInNewTab: "opens in a new tab",
  },
};
