// A ticket is edited in place: at once, taken back when it fails, merged when another was faster.

import type { Page } from "@playwright/test";
import type { Api } from "../fixtures/api";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

test("each field is edited in place, and stands in the timeline", async ({ agent, api }) => {
  const { ticket_number } = await api.create({ category: "billing" });
  const page = await open(agent, ticket_number);

  await choose(page, "Status", "Pending");
  await choose(page, "Priority", "Urgent");
  await choose(page, "Category", "technical");
  await page.getByRole("button", { name: "Assign to me" }).click();
  await write(page, "Edit title", "Title", "Refund for May");
  await write(page, "Edit description", "Description", "Paid twice in May.\nPlease refund.");
  await write(page, "Add resolution notes", "Resolution notes", "Refunded on the 3rd.");

  await expect(page.getByRole("heading", { name: "Refund for May", level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(`${ticket_number} Refund for May`));
  await expect
    .poll(() => api.ticket(ticket_number))
    .toMatchObject({
      status: "pending",
      priority: "urgent",
      category: "technical",
      assigned_to: AGENT,
      title: "Refund for May",
      description: "Paid twice in May.\nPlease refund.",
      resolution_notes: "Refunded on the 3rd.",
    });
  await expect(timeline(page).filter({ hasText: "You changed the status" })).toContainText("OpenPending");
  await expect(timeline(page).filter({ hasText: "You assigned the ticket to yourself" })).toBeVisible();
});

test("resolving asks for the resolution notes in the same step", async ({ agent, api, mailbox }) => {
  const ticket = await api.create();
  const page = await open(agent, ticket.ticket_number);
  await choose(page, "Status", "Resolved");
  const dialog = page.getByRole("dialog", { name: `Resolve ${ticket.ticket_number}` });
  await dialog.getByLabel("Resolution notes").fill("We have refunded you.");
  await dialog.getByLabel("Resolution notes").press("Control+Enter");
  await expect(dialog).toBeHidden();
  await expect(select(page, "Status")).toContainText("Resolved");
  const mail = await mailbox.mailTo(ticket.customer_email, ({ subject }) => subject.includes("Resolved"));
  expect(mail.text).toContain("We have refunded you.");
});

test("an edit that fails is taken back, and its text is kept in its form", async ({
  agent,
  api,
  problems,
}) => {
  problems.allow(/500/);
  const { ticket_number } = await api.create({ title: "Before" });
  const page = await open(agent, ticket_number);
  await page.route(`**/api/ticket/${ticket_number}`, async (route) => {
    if (route.request().method() !== "PUT") return route.fallback();
    return route.fulfill({ status: 500, json: { message: "Internal Server Error" } });
  });

  await choose(page, "Status", "Closed");
  await expect(notifications(page).getByText("The status could not be saved.")).toBeVisible();
  await expect(select(page, "Status")).toContainText("Open");

  await write(page, "Edit title", "Title", "After");
  await expect(notifications(page).getByText("The title could not be saved.")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("After");
  expect(await api.ticket(ticket_number)).toMatchObject({ status: "open", title: "Before" });
});

test("what is written on while an edit is saved stays in its form", async ({ agent, api }) => {
  const { ticket_number } = await api.create({ title: "Before" });
  const page = await open(agent, ticket_number);
  const release = await holdEdits(page, ticket_number);
  await write(page, "Edit title", "Title", "After");
  await page.getByRole("button", { name: "Edit title" }).click();
  const title = page.getByRole("textbox", { name: "Title" });
  await title.press("End");
  await page.keyboard.type(" all");
  release();
  await expect.poll(async () => (await api.ticket(ticket_number)).title).toBe("After");
  await page.keyboard.type(" of it");
  await expect(title).toHaveValue("After all of it");
  await title.press("Enter");
  await expect.poll(async () => (await api.ticket(ticket_number)).title).toBe("After all of it");
  await expect(title).toBeHidden();
});

test("a form that was left while it is saved is closed by the answer, not emptied", async ({
  agent,
  api,
}) => {
  const { ticket_number } = await api.create({ title: "Before" });
  const page = await open(agent, ticket_number);
  const release = await holdEdits(page, ticket_number);
  await write(page, "Edit title", "Title", "After");
  await page.getByRole("link", { name: /^Chats/ }).click();
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("After");
  release();
  await expect(page.getByRole("heading", { name: "After", level: 1 })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Title" })).toBeHidden();
});

test("a stale edit that collides with nothing is merged and saved", async ({
  agent,
  api,
  ownerApi,
  problems,
}) => {
  problems.allow(/412/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await freeze(page, api, ticket_number);
  await ownerApi.update(ticket_number, { priority: "high" });

  await choose(page, "Status", "Pending");
  await expect(select(page, "Priority")).toContainText("High");
  await expect(page.getByText("while you were editing")).toBeHidden();
  await expect.poll(() => api.ticket(ticket_number)).toMatchObject({ status: "pending", priority: "high" });
});

test("two agents change one status: the slower sees both values and chooses", async ({
  agent,
  api,
  problems,
}) => {
  problems.allow(/412/);
  const { ticket_number } = await api.create();
  const mine = await open(agent, ticket_number);
  const theirs = await open(agent, ticket_number, OWNER);
  await freeze(mine, api, ticket_number);
  await choose(theirs, "Status", "In progress");
  await expect.poll(() => api.ticket(ticket_number)).toMatchObject({ status: "in_progress" });

  await choose(mine, "Status", "Pending");
  const conflict = mine.getByRole("alert").filter({
    hasText: `${OWNER} changed the status while you were editing. Your text is kept.`,
  });
  await expect(conflict.getByRole("region", { name: "Yours" })).toHaveText("Pending");
  await expect(conflict.getByRole("region", { name: "Theirs" })).toHaveText("In progress");
  await conflict.getByRole("button", { name: "Use mine" }).click();
  await expect(conflict).toBeHidden();
  await expect(select(theirs, "Status")).toContainText("Pending");
});

test("a text that collides is kept until one of the two is chosen, over a reload too", async ({
  agent,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create({ description: "The beginning." });
  const page = await open(agent, ticket_number);
  await page.getByRole("button", { name: "Edit description" }).click();
  await page.getByLabel("Description").fill("My version, long in the making.");
  await ownerApi.update(ticket_number, { description: "The owner's version." });
  await page.reload();

  await expect(page.getByLabel("Description")).toHaveValue("My version, long in the making.");
  await page.getByRole("button", { name: "Save" }).click();
  const conflict = page.getByRole("alert").filter({ hasText: "changed the description" });
  await expect(conflict.getByText("My version, long in the making.")).toBeVisible();
  await expect(conflict.getByText("The owner's version.")).toBeVisible();
  await conflict.getByRole("button", { name: "Use theirs" }).click();
  await expect(conflict).toBeHidden();
  await expect(page.getByText("The owner's version.").first()).toBeVisible();
  expect(await api.ticket(ticket_number)).toMatchObject({ description: "The owner's version." });
});

test("offline nothing is changed, and what was written waits in its form", async ({
  agent,
  api,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  // What shows them comes a moment after the view.
  await expect(notifications(page)).toBeAttached();
  await page.context().setOffline(true);
  await choose(page, "Status", "Pending");
  await expect(
    notifications(page).getByText("You are offline, so this was not changed.").first(),
  ).toBeVisible();
  await write(page, "Edit title", "Title", "Written in a tunnel");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Written in a tunnel");
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => api.ticket(ticket_number))
    .toMatchObject({ title: "Written in a tunnel", status: "open" });
});

type OpenAgent = (email?: string, options?: { path: string }) => Promise<Page>;

async function open(agent: OpenAgent, number: string, email = AGENT): Promise<Page> {
  const page = await agent(email, { path: `/dashboard/tickets/${number}` });
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  return page;
}

const select = (page: Page, name: string) => page.getByRole("article").getByRole("combobox", { name });

const notifications = (page: Page) => page.getByRole("region", { name: "Notifications" });

const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" }).getByRole("listitem");

async function choose(page: Page, field: string, option: string): Promise<void> {
  await select(page, field).click();
  await page.getByRole("option", { name: option }).click();
}

async function write(page: Page, button: string, label: string, text: string): Promise<void> {
  await page.getByRole("button", { name: button }).click();
  await page.getByLabel(label, { exact: true }).fill(text);
  await page.getByRole("button", { name: "Save" }).click();
}

/** Keeps the page from seeing what is new, until the server has told it so. */
async function freeze(page: Page, api: Api, number: string): Promise<void> {
  const json = await api.ticket(number);
  let isFrozen = true;
  page.on("response", (response) => {
    if (response.status() === 412) isFrozen = false;
  });
  await page.route(`**/api/ticket/${number}`, (route) =>
    isFrozen && route.request().method() === "GET" ? route.fulfill({ json }) : route.fallback(),
  );
}

/** Keeps edits on their way to the server until they are released. */
async function holdEdits(page: Page, number: string): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(`**/api/ticket/${number}`, async (route) => {
    if (route.request().method() === "PUT") await released;
    await route.continue();
  });
  return release;
}
