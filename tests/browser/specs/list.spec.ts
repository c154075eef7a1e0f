// The list of tickets: views, filters, search, order and pages, all of them in the address.

import { numbersOf, rareWord, row, rows } from "../fixtures/list";
import { newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { expect, test } from "../fixtures/test";

test("search and filters stand in the address; back, forward, a reload and a colleague see the same", async ({
  dashboard: page,
  agent,
  api,
}) => {
  const word = rareWord();
  const urgent = await api.create({ title: `Red ${word}`, priority: "urgent", category: "billing" });
  const low = await api.create({ title: `Blue ${word}`, priority: "low", category: "technical" });
  await page.getByRole("textbox", { name: "Search tickets" }).pressSequentially(word, { delay: 20 });
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));

  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("dialog").getByText("Urgent").click();
  await expect(page).toHaveURL(/priority=urgent/);
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, urgent.ticket_number)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.goBack();
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByRole("textbox", { name: "Search tickets" })).toHaveValue(word);
  await page.goForward();
  await expect(rows(page)).toHaveCount(1);
  await page.reload();
  await expect(row(page, urgent.ticket_number)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Search tickets" })).toHaveValue(word);

  const colleague = await agent("owner@example.com", { path: new URL(page.url()).href });
  await expect(rows(colleague)).toHaveCount(1);
  await expect(row(colleague, urgent.ticket_number)).toBeVisible();

  await page.getByRole("button", { name: "Remove the filter Priority: Urgent" }).click();
  await expect(row(page, low.ticket_number)).toBeVisible();
  await page.getByRole("button", { name: "Clear search" }).first().click();
  await expect(page).not.toHaveURL(/q=/);
});

test("typing a search adds no steps to the back button", async ({ agent, api }) => {
  const word = rareWord();
  await api.create({ title: word });
  const page = await agent(undefined, { path: "/dashboard/tickets?view=all" });
  await page.getByRole("link", { name: "Active", exact: true }).click();
  await expect(page).not.toHaveURL(/view=/);
  const search = page.getByRole("textbox", { name: "Search tickets" });
  for (const part of [word.slice(0, 5), word]) {
    await search.fill(part);
    await expect(page).toHaveURL(new RegExp(`q=${part}$`));
  }
  await page.goBack();
  await expect(page).toHaveURL(/view=all$/);
});

test("the ready views hold what their names say", async ({ dashboard: page, api }) => {
  const word = rareWord();
  const make = (fields: object) => api.create({ title: word, ...fields });
  const open = await make({});
  const mine = await make({ assigned_to: "agent@example.com" });
  const urgent = await make({ priority: "urgent", assigned_to: "owner@example.com" });
  const waiting = await make({ assigned_to: "owner@example.com" });
  const resolved = await make({});
  await api.update(waiting.ticket_number, { status: "pending" });
  await api.update(resolved.ticket_number, { status: "resolved" });
  const expected: Record<string, { ticket_number: string }[]> = {
    Active: [open, mine, urgent, waiting],
    Mine: [mine],
    Unassigned: [open],
    Urgent: [urgent],
    Waiting: [waiting],
    Resolved: [resolved],
    All: [open, mine, urgent, waiting, resolved],
  };
  for (const [view, tickets] of Object.entries(expected)) {
    const link = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: view });
    await link.click();
    await page.getByRole("textbox", { name: "Search tickets" }).fill(word);
    await expect(rows(page), view).toHaveCount(tickets.length);
    const numbers = tickets.map((ticket) => ticket.ticket_number);
    await expect.poll(async () => (await numbersOf(page)).sort(), view).toEqual(numbers.sort());
    await expect(link).toHaveAttribute("aria-current", /./);
    // The chats that wait may be counted before it.
    await expect(page).toHaveTitle(new RegExp(`^(\\(\\d+\\) )?${view}`));
  }
});

test("a filter that leaves its view makes a list of all of it", async ({ dashboard: page, api }) => {
  const word = rareWord();
  const closed = await api.create({ title: word });
  await api.update(closed.ticket_number, { status: "closed" });
  await page.getByRole("textbox", { name: "Search tickets" }).fill(word);
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.getByRole("button", { name: "Filters" }).click();
  await page.getByRole("dialog").getByText("Closed").click();
  await expect(row(page, closed.ticket_number)).toBeVisible();
  await expect(page.getByRole("link", { name: "All", exact: true })).toHaveAttribute("aria-current", /./);
});

test("the heads sort both ways", async ({ dashboard: page, api }) => {
  const word = rareWord();
  const first = await api.create({ title: word, priority: "low" });
  const second = await api.create({ title: word, priority: "urgent" });
  const third = await api.create({ title: word, priority: "medium" });
  await api.note(first.ticket_number, "Changed last.");
  await page.getByRole("textbox", { name: "Search tickets" }).fill(word);
  await expect(rows(page)).toHaveCount(3);
  const shows = (...tickets: { ticket_number: string }[]) =>
    expect.poll(() => numbersOf(page)).toEqual(tickets.map((ticket) => ticket.ticket_number));
  const head = (name: string) => page.getByRole("columnheader", { name });
  const sort = (name: string) => head(name).getByRole("button").click();

  await shows(first, third, second);
  await expect(head("Updated")).toHaveAttribute("aria-sort", "descending");
  await sort("Updated");
  await shows(second, third, first);
  await expect(head("Updated")).toHaveAttribute("aria-sort", "ascending");
  await sort("Created");
  await shows(third, second, first);
  await sort("Created");
  await shows(first, second, third);
  await sort("Priority");
  await shows(second, third, first);
  await expect(page).toHaveURL(/sort=priority/);
  await sort("Priority");
  await shows(first, third, second);
  await page.goBack();
  await shows(second, third, first);
  // The API sorts active tickets alone by priority.
  await page.getByRole("link", { name: "All", exact: true }).click();
  await expect(head("Priority").getByRole("button")).toHaveCount(0);
});

test("a page that is not there any more gives way to the first one", async ({ agent, problems }) => {
  problems.allow(/400/);
  const page = await agent(undefined, { path: "/dashboard/tickets?cursor=gone&from=40" });
  await expect(rows(page).first()).toBeVisible();
  await expect(page.getByText("That page is not there any more")).toBeVisible();
  await expect(page).not.toHaveURL(/cursor/);
});

test("a row opens in a new tab by every part of it, and keeps the list's address", async ({
  page,
  api,
  ownerApi,
  mailbox,
}) => {
  const word = rareWord();
  const ticket = await api.create({ title: word, assigned_to: "owner@example.com" });
  // Signed in for real: a new tab may ask for its session before a test can answer in the server's place.
  const email = await newAgent(ownerApi, mailbox);
  await page.goto(`/dashboard/tickets?q=${word}`);
  await new SignInPage(page, mailbox).signIn(email);
  const link = row(page, ticket.ticket_number);
  const parts = [link, page.getByRole("cell", { name: "Maria" }), page.getByRole("cell", { name: "owner" })];
  for (const part of parts) {
    const opening = page.context().waitForEvent("page");
    await part.click({ button: "middle" });
    const tab = await opening;
    await expect(tab).toHaveURL(new RegExp(`/tickets/${ticket.ticket_number}\\?q=${word}`));
    await tab.close();
  }
  const opening = page.context().waitForEvent("page");
  await link.click({ modifiers: ["ControlOrMeta"] });
  await (await opening).close();
  await page.getByRole("cell", { name: "Maria" }).click();
  await expect(page).toHaveURL(new RegExp(`/tickets/${ticket.ticket_number}\\?q=${word}`));
  await expect(link).toHaveAttribute("aria-current", "page");
});

test("the list is used by the keyboard alone", async ({ dashboard: page, api }) => {
  const word = rareWord();
  const tickets = [];
  for (const priority of ["low", "high", "urgent"] as const)
    tickets.push(await api.create({ title: word, priority }));
  const last = tickets.at(-1);
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("textbox", { name: "Search tickets" })).toBeFocused();
  await page.keyboard.type(word);
  await expect(page).toHaveURL(new RegExp(`q=${word}$`));
  await expect(row(page, last?.ticket_number ?? "")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(0)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows(page).nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(2)).toBeFocused();
  await page.keyboard.press("j");
  await expect(rows(page).nth(2)).toBeFocused();
  await page.keyboard.press("k");
  const [first, second] = await numbersOf(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/tickets/${second}`));
  await expect(page.getByRole("heading", { name: word })).toBeVisible();
  await page.keyboard.press("k");
  await expect(page).toHaveURL(new RegExp(`/tickets/${first}`));
  await page.goBack();
  await expect(page).toHaveURL(/\/tickets\?q=/);
  await expect(rows(page).nth(0)).toBeFocused();

  const filters = page.getByRole("button", { name: /^Filters/ });
  await filters.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: "High" }).focus();
  await page.keyboard.press("Space");
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(filters).toBeFocused();
});

test("whoever goes into the list before the search has answered stays in it", async ({
  dashboard: page,
  api,
}) => {
  const word = rareWord();
  const { ticket_number } = await api.create({ title: word });
  let answer = () => {};
  const isTime = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(new RegExp(`/api/ticket.*${word}`), async (route) => {
    await isTime;
    await route.continue();
  });
  const asked = page.waitForRequest(new RegExp(`/api/ticket.*${word}`));
  await page.getByRole("textbox", { name: "Search tickets" }).fill(word);
  await asked;
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).nth(1)).toBeFocused();
  answer();
  await expect(rows(page)).toHaveCount(1);
  await expect(row(page, ticket_number)).toBeFocused();
});

test("an empty search says so and leads on", async ({ dashboard: page, api }) => {
  const word = rareWord();
  const ticket = await api.create({ title: word });
  await api.update(ticket.ticket_number, { status: "resolved" });
  await page.getByRole("textbox", { name: "Search tickets" }).fill(word);
  await page.getByRole("button", { name: "Search all tickets" }).click();
  await expect(row(page, ticket.ticket_number)).toBeVisible();
});
