// A ticket as a whole: its address, sharing, keys, deleting; hostile words, every width, light and dark.

import type { Page, Route } from "@playwright/test";
import { longAddress } from "../fixtures/people";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

const HOSTILE = {
  title: `<img src=x onerror="alert(1)"> ${"W".repeat(150)}`,
  description: `שלום עולם\n<script>alert(1)</script>\n${"x".repeat(300)}\n👩‍👩‍👧‍👦🔥`,
  customer_name: `مريم ${"ن".repeat(80)}`,
  customer_email: longAddress("maryam"),
  customer_phone: "+1 (555) 0100",
};

test("a number in any form in the address leads to the ticket", async ({ agent, api }) => {
  const { ticket_number, title } = await api.create();
  const short = ticket_number.toLowerCase().replace(/-0+/, "-");
  const page = await open(agent, short);
  await expect(page.getByRole("heading", { name: title, level: 1 })).toBeVisible();
});

test("a number that no ticket has says so, and leads back", async ({ agent, problems }) => {
  problems.allow(/404/);
  const page = await agent(AGENT, { path: "/dashboard/tickets/TKT-99999" });
  await expect(page.getByText("There is no ticket TKT-99999")).toBeVisible();
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page).toHaveURL(/\/dashboard\/tickets$/);
});

test("Share copies the message with the customer's link", async ({ agent, api, stack }) => {
  const ticket = await api.create({ title: "Wrong invoice", priority: "urgent", category: "billing" });
  const page = await open(agent, ticket.ticket_number);
  const link = page.getByRole("link", { name: "Open the tracker" });
  await expect(link).toHaveAttribute("href", `${stack.url}/track-ticket?ticket=${ticket.ticket_number}`);
  await page.getByRole("button", { name: "Share" }).click();
  await expect
    .poll(() => clipboard(page))
    .toBe(
      [
        `Ticket ${ticket.ticket_number}: Wrong invoice`,
        "Status: Open, priority: Urgent, category: Billing",
        `Customer: ${ticket.customer_name} (${ticket.customer_email})`,
        `Save this number for reference. Follow it here: ${stack.url}/track-ticket?ticket=${ticket.ticket_number}`,
        "Thank you for your patience.",
      ].join("\n"),
    );
});

test("where the clipboard is refused, the message is shown and selected", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("refused", "NotAllowedError"));
  });
  await page.getByRole("button", { name: "Share" }).click();
  const area = page.getByRole("dialog").getByLabel("Copy this message");
  await expect(area).toBeFocused();
  expect(await page.evaluate(() => getSelection()?.toString())).toContain(`Ticket ${ticket_number}:`);
});

test("deleting names the ticket, and shows the list afterwards", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete ticket" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete ${ticket_number}?` });
  await expect(dialog).toContainText("The customer will no longer find it. This cannot be undone.");
  await dialog.getByRole("button", { name: "Delete ticket" }).click();
  await expect(page).toHaveURL(/\/dashboard\/tickets$/);
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText(
    `${ticket_number} is deleted.`,
  );
  expect((await api.request("GET", `/ticket/${ticket_number}`)).status).toBe(404);
});

test("whoever goes on while a ticket is deleted stays where they are, and is told how it ended", async ({
  agent,
  api,
  problems,
}) => {
  problems.allow(/500/);
  const { ticket_number } = await api.create();
  const next = await api.create();
  const page = await open(agent, ticket_number);
  const told = page.getByRole("region", { name: "Notifications" });
  const deleteAndGoOn = async (end: (route: Route) => Promise<void>) => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route(
      `**/api/ticket/${ticket_number}`,
      async (route) => {
        await released;
        await end(route);
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Delete ticket" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Delete ticket" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: new RegExp(next.ticket_number) }).click();
    await expect(page).toHaveURL(new RegExp(next.ticket_number));
    release();
  };
  await deleteAndGoOn((route) => route.fulfill({ status: 500, json: { message: "Internal Server Error" } }));
  await expect(told).toContainText(`${ticket_number} could not be deleted.`);

  await page.goBack();
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  await deleteAndGoOn((route) => route.continue());
  await expect(told).toContainText(`${ticket_number} is deleted.`);
  await expect(page).toHaveURL(new RegExp(next.ticket_number));
});

test("a ticket that another deletes says so, and keeps what was being written", async ({
  agent,
  api,
  ownerApi,
  problems,
}) => {
  problems.allow(/404/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await page.getByLabel("Your answer to the customer").fill("Half an answer");
  await ownerApi.delete(ticket_number);
  await expect(page.getByText(`${ticket_number} was deleted`)).toBeVisible();
  await expect(page.getByLabel("What you were writing:")).toHaveValue("Half an answer");
});

test("a ticket is worked on by the keyboard alone", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  const { keyboard } = page;

  await keyboard.press("s");
  await expect(page.getByRole("option", { name: "Open" })).toBeFocused();
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Status" })).toBeFocused();
  await keyboard.press("p");
  await keyboard.type("Urg");
  await keyboard.press("Enter");
  await expect
    .poll(() => api.ticket(ticket_number))
    .toMatchObject({ status: "in_progress", priority: "urgent" });

  await keyboard.press(".");
  await expect.poll(() => clipboard(page)).toBe(ticket_number);
  await keyboard.press("n");
  await expect(page.getByLabel("Your internal note")).toBeFocused();
  await keyboard.type("Seen.");
  await keyboard.press("Control+Enter");
  await expect(page.getByLabel("Your internal note")).toHaveValue("");
  await keyboard.press("Tab");
  await keyboard.press("r");
  await expect(page.getByLabel("Your answer to the customer")).toBeFocused();
  await keyboard.press("Shift+Tab");
  await expect(page.getByRole("tab", { name: "Answer" })).toBeFocused();
  await keyboard.press("e");
  await expect(page.getByRole("textbox", { name: "Title" })).toBeFocused();
  await keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit title" })).toBeFocused();
});

test("hostile words stay words, at every width", async ({ agent, api, noHorizontalScroll }) => {
  const { ticket_number } = await api.create(HOSTILE);
  await api.answer(ticket_number, `<b>bold</b> ${"y".repeat(400)}`);
  await api.update(ticket_number, { title: `${"V".repeat(180)}` });
  const page = await open(agent, ticket_number);
  await expect(page.getByRole("article").getByText("<script>alert(1)</script>").first()).toBeVisible();
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await noHorizontalScroll(page);
  }
});

test("axe finds nothing, in light and dark, wide and narrow", async ({ agent, api, ownerApi, axe }) => {
  const { ticket_number } = await api.create({
    assigned_to: OWNER,
    priority: "urgent",
    customer_phone: "030 1",
  });
  await api.answer(ticket_number, "Hello.");
  await api.note(ticket_number, "A note.");
  await api.update(ticket_number, { status: "pending", description: "Another." });
  const page = await open(agent, ticket_number);
  await axe(page);
  await page.getByRole("tab", { name: "Internal note" }).click();
  await page.getByLabel("Your internal note").fill("x");
  await ownerApi.note(ticket_number, "News.");
  await page.getByRole("alert").filter({ hasText: "This came in" }).waitFor();
  await page.getByRole("button", { name: "Edit description" }).click();
  await page.setViewportSize({ width: 320, height: 800 });
  await axe(page);
});

type OpenAgent = (email?: string, options?: { path: string }) => Promise<Page>;

async function open(agent: OpenAgent, number: string): Promise<Page> {
  const page = await agent(AGENT, { path: `/dashboard/tickets/${number}` });
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  return page;
}

const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
