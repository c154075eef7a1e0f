import type { Page } from "@playwright/test";
import { hold } from "../fixtures/hold";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

test("a number, in whatever form, leads to its ticket", async ({ dashboard: page, api }) => {
  const { ticket_number } = await api.create({ title: "Printer prints nothing" });
  const digits = String(Number(ticket_number.split("-")[1]));
  for (const typed of [digits, `tkt-${digits}`, ` ${ticket_number}. `]) {
    await page.goto("/dashboard/tickets");
    await openPalette(page);
    await page.keyboard.type(typed);
    const first = page.getByRole("option").first();
    await expect(first).toContainText(ticket_number);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { name: "Printer prints nothing" })).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`/tickets/${ticket_number}`));
  }
});

test("words find tickets", async ({ dashboard: page, api }) => {
  const word = `Zyklop${Date.now()}`;
  const { ticket_number } = await api.create({ title: `The ${word} is broken` });
  await openPalette(page);
  await page.keyboard.type(word.toLowerCase());
  const found = page.getByRole("option", { name: ticket_number });
  await expect(found).toBeVisible();
  await found.click();
  await expect(page.getByRole("heading", { name: `The ${word} is broken` })).toBeVisible();
});

test("the status of the open ticket is changed from the palette", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await agent(AGENT, { path: `/dashboard/tickets/${ticket_number}` });
  await expect(page.getByRole("heading", { name: "Wrong invoice" })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type("pending");
  await expect(page.getByRole("option")).not.toHaveCount(0);
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await api.ticket(ticket_number)).status).toBe("pending");
});

test("the palette tells a screen reader what it is, and gives the focus back", async ({
  dashboard: page,
}) => {
  const search = page.getByLabel("Search tickets");
  await search.focus();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "Find a ticket or a command" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("aria-expanded", "true");
  const active = page.locator(`#${await field.getAttribute("aria-activedescendant")}`);
  await expect(active).toHaveRole("option");
  const first = await field.getAttribute("aria-activedescendant");
  await page.keyboard.press("ArrowDown");
  await expect(field).not.toHaveAttribute("aria-activedescendant", first ?? "");
  await page.keyboard.press("Escape");
  await expect(field).toBeHidden();
  await expect(search).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(field).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(field).toBeHidden();
});

test("what is typed before the palette is there is not lost, and runs nothing", async ({ agent }) => {
  const page = await agent(AGENT, { path: "/dashboard/track" });
  const arrive = await hold(page, "**/assets/surfaces-*.js");
  await page.goto("/dashboard/tickets");
  await expect(page.getByRole("button", { name: "New ticket" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("colours");
  arrive();
  await expect(page.getByRole("combobox", { name: "Find a ticket or a command" })).toHaveValue("colours");
  await page.getByRole("option", { name: "Dark colours" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("dialog")).toBeHidden();
});

test("keys work where nobody types, and nowhere else", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await agent(OWNER, { path: `/dashboard/tickets/${ticket_number}` });
  await expect(page.getByRole("heading", { name: "Wrong invoice" })).toBeVisible();

  await page.keyboard.press(".");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(ticket_number);

  await page.keyboard.press("r");
  const answer = page.getByRole("textbox", { name: /answer/i });
  await expect(answer).toBeFocused();
  await page.keyboard.type("scanner. please?");
  await expect(answer).toHaveValue("scanner. please?");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  await answer.blur();

  await page.keyboard.press("s");
  await expect(page.getByRole("option", { name: "Resolved" })).toBeVisible();
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("option")).toHaveCount(0);

  await page.keyboard.press("Control+Shift+c");
  await expect(page.getByRole("dialog")).toBeHidden();

  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page).toHaveURL(/\/settings/);
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await expect(page).toHaveURL(/\/tickets/);
});

test("the list of keys shows those of the moment, and switches them off and on", async ({
  dashboard: page,
}) => {
  await expect(page.getByRole("button", { name: "New ticket" })).toBeVisible();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(help.getByText("New ticket")).toBeVisible();
  await expect(help.getByText("Change status")).toBeHidden();
  await help.getByRole("switch", { name: "Single keys" }).click();
  await expect(help.getByText("New ticket")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();

  await page.reload();
  await expect(page.getByRole("button", { name: "New ticket" })).toBeVisible();
  await page.keyboard.press("c");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  // Had the keys run, a dialog would lie here in place of the palette.
  await expect(page.getByRole("combobox", { name: "Find a ticket or a command" })).toBeFocused();
  await page.keyboard.type("shortcuts");
  await page.keyboard.press("Enter");
  await help.getByRole("switch", { name: "Single keys" }).click();
  await page.keyboard.press("Escape");
  await expect(help).toBeHidden();
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog", { name: "New ticket" })).toBeVisible();
});

test("the keys are found in the menu of the account, too", async ({ dashboard: page }) => {
  await page.getByRole("button", { name: "Your account" }).click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});

for (const { width, height } of [
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]) {
  test(`palette and keys are accessible and fit at ${width} pixels`, async ({
    agent,
    api,
    axe,
    noHorizontalScroll,
  }) => {
    const { ticket_number } = await api.create({ title: `Printer${"r".repeat(190)}` });
    const page = await agent(AGENT, { viewport: { width, height } });
    await page.getByRole("button", { name: "Find" }).click();
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.keyboard.type(ticket_number);
    await expect(page.getByRole("option", { name: /Printerrr/ })).toBeVisible();
    await axe(page);
    await noHorizontalScroll(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("combobox", { name: "Find a ticket or a command" })).toBeHidden();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await axe(page);
    await noHorizontalScroll(page);
  });
}

async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Find" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Find a ticket or a command" })).toBeFocused();
}
