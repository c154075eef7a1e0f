import { expect, test } from "vitest";
import { parameters } from "./api/get-tickets";
import { VIEWS } from "./lib/views";
import { hasPriorityOrder, NO_FILTERS, type TicketSearch, ticketSearch, viewOf, withFilters } from "./search";

test.each<[string, Record<string, unknown>, TicketSearch]>([
  ["nothing", {}, {}],
  ["the default view is not named", { view: "active" }, {}],
  ["a view", { view: "urgent" }, { view: "urgent" }],
  ["an unknown view", { view: "spam" }, {}],
  ["unknown parameters", { colour: "red", limit: 100, page: 3 }, {}],
  ["a number as the router reads it", { q: 3 }, { q: "3" }],
  ["a word that is JSON", { q: true }, { q: "true" }],
  ["a blank search", { q: "  " }, {}],
  ["outer blanks", { q: " wrong invoice " }, { q: "wrong invoice" }],
  ["a search that is no text", { q: { a: 1 } }, {}],
  ["a search of 300 characters", { q: "🧾".repeat(300) }, { q: "🧾".repeat(200) }],
  ["values in another order", { view: "all", status: "closed,open" }, { view: "all", status: "open,closed" }],
  [
    "values that nobody knows",
    { view: "all", status: "open,burning,,open" },
    { view: "all", status: "open" },
  ],
  ["only such values", { status: "burning" }, {}],
  ["what the view says anyway", { status: "open,in_progress,pending" }, {}],
  ["a narrower view", { status: "open" }, { status: "open" }],
  ["the workspace's categories", { category: "billing,Möbel" }, { category: "billing,Möbel" }],
  ["a category twice", { category: "billing,billing" }, { category: "billing" }],
  ["no address", { assignee: "somebody", customer: "maria" }, {}],
  ["two addresses", { customer: "a@example.com,b@example.com" }, {}],
  [
    "people",
    { assignee: "none", customer: "m@example.com" },
    { assignee: "none", customer: "m@example.com" },
  ],
  ["my own in a view of mine", { view: "mine", assignee: "me" }, { view: "mine" }],
  ["the view's order", { sort: "updated", order: "desc" }, {}],
  ["the other end first", { order: "asc" }, { sort: "updated", order: "asc" }],
  ["another order", { sort: "created" }, { sort: "created", order: "desc" }],
  [
    "the view's own order, from the other end",
    { view: "waiting", order: "desc" },
    { view: "waiting", sort: "updated", order: "desc" },
  ],
  ["an order that nobody knows", { sort: "mood", order: "up" }, {}],
  ["priority among all tickets", { view: "all", sort: "priority" }, { view: "all" }],
  [
    "priority among some that are active",
    { view: "all", status: "open", sort: "priority" },
    { view: "all", status: "open", sort: "priority", order: "desc" },
  ],
  ["a page", { cursor: "aZ_-9", from: 20 }, { cursor: "aZ_-9", from: 20 }],
  ["a place without a page", { from: 20 }, {}],
  ["a page that cannot be", { cursor: "../etc", from: -1 }, {}],
])("the address is read: %s", (_, given, expected) => {
  expect(ticketSearch(given)).toEqual(expected);
});

test.each<[string, Record<string, unknown>, TicketSearch]>([
  ["closed among the active", { status: "closed" }, { view: "all", status: "closed" }],
  [
    "somebody else's among mine",
    { view: "mine", assignee: "a@example.com" },
    { view: "all", status: "open,in_progress,pending", assignee: "a@example.com" },
  ],
  [
    "a low one among the urgent",
    { view: "urgent", priority: "low", q: "x" },
    { view: "all", status: "open,in_progress,pending", priority: "low", q: "x" },
  ],
])("a filter that leaves its view makes a list of all of it: %s", (_, given, expected) => {
  expect(ticketSearch(given)).toEqual(expected);
});

const SAMPLES: Record<string, unknown>[] = VIEWS.flatMap((view) =>
  [{}, { status: "closed" }, { status: "open,resolved", priority: "low" }, { assignee: "none" }].flatMap(
    (filters) =>
      [{}, { sort: "priority" }, { sort: "created", order: "asc" }].map((sort) => ({
        view,
        ...filters,
        ...sort,
      })),
  ),
);

test("an address that was read once is read the same again", () => {
  for (const sample of SAMPLES) {
    const once = ticketSearch(sample);
    expect(ticketSearch({ ...once })).toEqual(once);
  }
});

test("the API is never asked for an order by priority among tickets that are not active", () => {
  for (const sample of SAMPLES) {
    const search = ticketSearch(sample);
    if (parameters(search).sort === "priority") expect(hasPriorityOrder(search)).toBe(true);
  }
});

test("other filters begin at the first page and keep the rest", () => {
  const before: TicketSearch = { view: "all", q: "x", category: "billing", cursor: "abc", from: 40 };
  expect(withFilters(before, { priority: "urgent" })).toEqual({
    view: "all",
    q: "x",
    category: "billing",
    priority: "urgent",
  });
  expect(withFilters(before, { ...NO_FILTERS, q: undefined })).toEqual({ view: "all" });
});

test.each(VIEWS)("the view %s is one list of the API, with an order", (view) => {
  const search = ticketSearch({ view });
  expect(viewOf(search)).toBe(view);
  expect(parameters(search)).toMatchSnapshot();
});

test("what somebody chose goes before what the view says", () => {
  expect(
    parameters(
      ticketSearch({
        status: "open",
        category: "billing,technical",
        customer: "m@example.com",
        sort: "created",
      }),
    ),
  ).toEqual({
    status: ["open"],
    category: "billing,technical",
    customer_email: ["m@example.com"],
    sort: "created",
    order: "desc",
  });
});
