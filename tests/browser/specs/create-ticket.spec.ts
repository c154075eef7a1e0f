import type { Page } from "@playwright/test";
import type { Api } from "../fixtures/api";
import { someone } from "../fixtures/api";
import { longAddress } from "../fixtures/people";
import { AGENT, expect, test } from "../fixtures/test";

test("a ticket is created by the keyboard alone, and opens", async ({ dashboard: page, api, mailbox }) => {
  const customer = someone();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByLabel("Title")).toBeFocused();
  await page.keyboard.type("Card was charged twice");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Both on Monday.\nOne has to go back.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: "Urgent" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Priority" })).toHaveText("Urgent");
  for (const _ of ["category", "assignee", "to me"]) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByLabel("Name").focus();
  await page.keyboard.type(customer.customer_name);
  await page.keyboard.press("Tab");
  await page.keyboard.type(customer.customer_email);
  await page.keyboard.press("Control+Enter");

  await expect(page.getByRole("dialog", { name: "New ticket" })).toBeHidden();
  const number = await openTicket(page);
  await expect(page.getByText(`Ticket ${number} is created`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Card was charged twice" })).toBeVisible();
  expect(await api.ticket(number)).toMatchObject({
    ...customer,
    title: "Card was charged twice",
    description: "Both on Monday.\nOne has to go back.",
    priority: "urgent",
    category: "general",
    assigned_to: AGENT,
    source: "agent",
  });
  await mailbox.mailTo(customer.customer_email, (mail) => mail.subject.includes(number));

  await page.getByRole("button", { name: "Copy number" }).click();
  await expect(page.getByText(`${number} is copied`)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
});

test("what is missing or wrong is said at its field, and goes when it is mended", async ({
  dashboard: page,
}) => {
  const dialog = await openDialog(page);
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByLabel("Title")).toBeFocused();
  await expect(dialog.getByText("Fill this in.")).toHaveCount(4);
  const email = dialog.getByLabel("E-mail");
  await email.fill("maria@");
  await expect(email).toHaveAccessibleDescription(/Write an e-mail address such as/);
  await email.fill("maria@example.com");
  await expect(email).not.toHaveAttribute("aria-invalid");
  await dialog.getByLabel("Title").fill("a".repeat(201));
  await expect(dialog.getByText("At most 200 characters; these are 201.")).toBeVisible();
  await dialog.getByLabel("Title").fill("a".repeat(200));
  await expect(dialog.getByText("At most 200 characters", { exact: false })).toBeHidden();
});

test("what the server refuses is said at its field, and what was typed stays", async ({
  dashboard: page,
  problems,
}) => {
  problems.allow(/422/);
  await page.route("**/api/ticket", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fulfill({
      status: 422,
      contentType: "application/problem+json",
      json: {
        type: "urn:tkt:problem:invalid-fields",
        title: "Some fields are not valid",
        status: 422,
        detail: "The fields in `errors` need another value.",
        errors: [{ pointer: "/customer_email", detail: "must be an address of this planet" }],
      },
    });
  });
  const dialog = await openDialog(page);
  await fill(page);
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByText("E-mail must be an address of this planet.")).toBeVisible();
  await expect(dialog.getByLabel("E-mail")).toBeFocused();
  await expect(dialog.getByLabel("Title")).toHaveValue("Wrong invoice");
  await page.unroute("**/api/ticket");
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await openTicket(page);
});

test("a lost answer and a new try make one ticket, even with a reload in between", async ({
  dashboard: page,
  api,
  problems,
}) => {
  problems.allow(/ERR_FAILED/);
  let lost = 0;
  await page.route("**/api/ticket", async (route) => {
    if (route.request().method() !== "POST" || lost === 2) return route.fallback();
    lost += 1;
    // The server has it; the browser never learns.
    expect((await route.fetch()).status()).toBe(201);
    await route.abort();
  });
  await openDialog(page);
  const { customer_email } = await fill(page);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("it is created only once", { exact: false })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => lost).toBe(2);
  await page.reload();
  const dialog = await openDialog(page);
  await expect(dialog.getByLabel("E-mail")).toHaveValue(customer_email);
  await page.keyboard.press("Control+Enter");
  await openTicket(page);
  await expect.poll(() => titlesOf(api, customer_email)).toEqual(["Wrong invoice"]);
});

test("a double click makes one ticket", async ({ dashboard: page, api }) => {
  const dialog = await openDialog(page);
  const { customer_email } = await fill(page);
  await dialog.getByRole("button", { name: "Create ticket" }).dblclick();
  await openTicket(page);
  await expect.poll(() => titlesOf(api, customer_email)).toEqual(["Wrong invoice"]);
});

test("open tickets of the same customer are shown before another one is made", async ({
  dashboard: page,
  api,
}) => {
  const customer = someone("Ana Lopes");
  const open = await api.create({ ...customer, title: "Printer prints nothing" });
  const done = await api.create({ ...customer, title: "Wrong address" });
  await api.update(done.ticket_number, { status: "resolved" });
  const dialog = await openDialog(page);
  await dialog.getByLabel("E-mail").fill(customer.customer_email);
  await expect(dialog.getByText("Ana Lopes has 1 open ticket.", { exact: false })).toBeVisible();
  const link = dialog.getByRole("link", { name: new RegExp(open.ticket_number) });
  await expect(dialog.getByRole("link")).toHaveCount(1);
  const [other] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
  await expect(other.getByRole("heading", { name: "Printer prints nothing" })).toBeVisible();
  await expect(dialog.getByLabel("E-mail")).toHaveValue(customer.customer_email);
});

test("a draft survives closing and a reload, and goes when it is discarded", async ({ dashboard: page }) => {
  let dialog = await openDialog(page);
  await fill(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "New ticket" })).toBeFocused();
  await page.reload();
  dialog = await openDialog(page);
  await expect(dialog.getByLabel("Title")).toHaveValue("Wrong invoice");
  await expect(dialog.getByLabel("Description")).toHaveValue("Two amounts.");
  await dialog.getByRole("button", { name: "Discard draft" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(dialog.getByLabel("Title")).toHaveValue("Wrong invoice");
  await dialog.getByRole("button", { name: "Discard draft" }).click();
  dialog = await openDialog(page);
  await expect(dialog.getByLabel("Title")).toHaveValue("");
});

for (const { width, height } of [
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]) {
  test(`the dialog is accessible and fits at ${width} pixels`, async ({
    agent,
    api,
    axe,
    noHorizontalScroll,
  }) => {
    const customer = {
      customer_name: "Maria Immaculata von und zu Hohenlohe-Langenburg",
      customer_email: longAddress("maria"),
    };
    await api.create({ ...customer, title: `Printer${"r".repeat(190)}` });
    const page = await agent(AGENT, { viewport: { width, height } });
    const dialog = await openDialog(page);
    await dialog.getByRole("button", { name: "Create ticket" }).click();
    await dialog.getByLabel("E-mail").fill(customer.customer_email);
    await expect(dialog.getByRole("link")).toBeVisible();
    await axe(page);
    await noHorizontalScroll(page);
  });
}

async function openDialog(page: Page) {
  await page.getByRole("button", { name: "New ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function fill(page: Page) {
  const customer = someone();
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  await dialog.getByLabel("Title").fill("Wrong invoice");
  await dialog.getByLabel("Description").fill("Two amounts.");
  await dialog.getByLabel("Name").fill(customer.customer_name);
  await dialog.getByLabel("E-mail").fill(customer.customer_email);
  return customer;
}

/** Waits until a ticket is open, and says which. */
async function openTicket(page: Page): Promise<string> {
  await page.waitForURL(/\/tickets\/TKT-\d+/);
  return /TKT-\d+/.exec(page.url())?.[0] ?? "";
}

async function titlesOf(api: Api, email: string): Promise<string[]> {
  type List = { items: { title: string }[] };
  const { body } = await api.request<List>("GET", `/ticket?customer_email=${encodeURIComponent(email)}`);
  return body.items.map(({ title }) => title);
}
