import type { Page } from "@playwright/test";
import { someone } from "../fixtures/api";
import { expect, test } from "../fixtures/test";

const NOT_FOUND =
  "We could not find a ticket with this number and e\u2011mail. Check both; the number is in the e\u2011mail that we sent you.";

test("a customer finds the ticket by what was pasted", async ({ page, api }) => {
  const customer = someone();
  const ticket = await api.create({
    ...customer,
    title: "Wrong invoice",
    priority: "urgent",
    category: "billing",
  });
  await page.goto("/track-ticket");
  await expect(number(page)).toBeFocused();
  await number(page).fill(`Re: Ticket ${ticket.ticket_number.toLowerCase()}:`);
  await email(page).fill(`Maria Sanz <${customer.customer_email.toUpperCase()}>`);
  await expect(number(page)).toHaveValue(ticket.ticket_number);
  await search(page).click();

  await expect(page.getByRole("heading", { level: 1, name: "Wrong invoice" })).toBeFocused();
  await expect(page).toHaveTitle(`${ticket.ticket_number}: Wrong invoice`);
  for (const text of ["Open", "Urgent", "Billing", ticket.description, "Maria Sanz"]) {
    await expect(page.getByText(text, { exact: true })).toBeVisible();
  }
  await expect(page.getByText("We have your ticket and will look at it soon.")).toBeVisible();
  const steps = page.getByRole("listitem");
  await expect(steps).toHaveText([
    /^Created/,
    /^First answer.*We will write to you\./,
    /^Resolved.*when it is\./,
  ]);
});

test("the number is copied by one click", async ({ tracker, api }) => {
  const { ticket_number, customer_email } = await api.create();
  await tracker.show(ticket_number, customer_email);
  await tracker.page.getByRole("button", { name: `Copy ${ticket_number}` }).click();
  await expect(tracker.page.getByText("Copied")).toBeAttached();
  expect(await tracker.page.evaluate(() => navigator.clipboard.readText())).toBe(ticket_number);
});

test("a resolved ticket tells its story with the answers as they were written", async ({ tracker, api }) => {
  const { ticket_number, customer_email } = await api.create();
  await api.answer(ticket_number, "Hello Maria,\n\nwe are on it.");
  await api.note(ticket_number, "A difficult customer.");
  await api.update(ticket_number, { status: "resolved", resolution_notes: "Line one.\nLine two." });
  await tracker.show(ticket_number, customer_email);
  const { page } = tracker;
  await expect(page.getByRole("listitem")).toHaveText([/^Created/, /^First answer/, /^Resolved/]);
  await expect(page.getByText("Hello Maria,\n\nwe are on it.")).toHaveCSS("white-space-collapse", "preserve");
  await expect(page.getByText("How it was resolved")).toBeVisible();
  await expect(page.getByText("Line one.\nLine two.")).toBeVisible();
  await expect(page.getByText("A difficult customer.")).toHaveCount(0);
});

test("a wrong address and an unknown number are one error, and what was typed stays", async ({
  tracker,
  api,
  problems,
}) => {
  problems.allow(/404/);
  const { ticket_number, customer_email } = await api.create();
  const { page } = tracker;
  await tracker.open();
  for (const [asked, address] of [
    [ticket_number, someone().customer_email],
    ["TKT-99999", customer_email],
  ] as const) {
    const answered = page.waitForResponse("**/api/track");
    await tracker.search(asked, address);
    await answered;
    await expect(page.getByRole("alert")).toHaveText(NOT_FOUND);
    await expect(number(page)).toHaveValue(asked);
    await expect(email(page)).toHaveValue(address);
  }
});

test("the link of a mail fills the number in, never the address, and knows the workspace", async ({
  page,
  api,
  mailbox,
}) => {
  const visitor_email = someone().customer_email;
  const raised = await api.raise({ bot_token: "other-widget-token", visitor_email });
  const mail = await mailbox.mailTo(visitor_email);
  const link = /\/track-ticket\?\S+/.exec(mail.text)?.[0] ?? "no link";
  await page.goto(`${link}&email=${visitor_email}`);
  await expect(number(page)).toHaveValue(raised);
  await expect(email(page)).toHaveValue("");
  await expect(email(page)).toBeFocused();
  await page.keyboard.type(visitor_email);
  await page.keyboard.press("Enter");
  await expect(page.getByText("The printer prints nothing since Monday.")).toBeVisible();
});

test("the address stays in the page: a reload asks for it again, the number is still there", async ({
  tracker,
  api,
}) => {
  const { ticket_number, customer_email } = await api.create();
  await tracker.show(ticket_number, customer_email);
  const { page } = tracker;
  expect(new URL(page.url()).search).toBe(`?ticket=${ticket_number}`);
  const kept = await page.evaluate(() =>
    JSON.stringify([history.state, localStorage, sessionStorage, document.cookie]),
  );
  expect(kept).toBe('[null,{},{},""]');
  await page.reload();
  await expect(number(page)).toHaveValue(ticket_number);
  await expect(email(page)).toHaveValue("");
});

test("the number can be typed as soon as the form is seen", async ({ page }) => {
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector("form")) return;
      seen.disconnect();
      document.documentElement.setAttribute(
        "data-focused-first",
        document.activeElement?.getAttribute("name") ?? "",
      );
    });
    seen.observe(document, { childList: true, subtree: true });
  });
  await page.goto("/track-ticket");
  await expect(number(page)).toBeFocused();
  await expect(page.locator("html")).toHaveAttribute("data-focused-first", "ticket_number");
});

test("it can be used with the keyboard alone, one ticket after the other", async ({ page, api }) => {
  const customer = someone();
  const first = await api.create({ ...customer, title: "The first" });
  const second = await api.create({ ...customer, title: "The second" });
  await page.goto("/track-ticket");
  await page.keyboard.type(first.ticket_number);
  await page.keyboard.press("Tab");
  await page.keyboard.type(customer.customer_email);
  await page.keyboard.press("Tab");
  await expect(search(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The first" })).toBeFocused();

  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: /^Copy/ })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(page.getByRole("button", { name: "Search another ticket" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(number(page)).toBeFocused();
  await expect(page).toHaveTitle("Track your support ticket");
  await page.keyboard.type(second.ticket_number);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "The second" })).toBeFocused();
});

test("without JavaScript it says what to do", async ({ visitor }) => {
  const page = await visitor({ path: "/track-ticket", javaScriptEnabled: false });
  await expect(page.getByRole("heading", { name: "Track your support ticket" })).toBeVisible();
  // Playwright's own search for texts leaves `noscript` out.
  await expect(page.getByRole("main")).toBeVisible();
  expect(await page.getByRole("main").textContent()).toContain("This page needs JavaScript");
});

const number = (page: Page) => page.getByLabel("Ticket number");
const email = (page: Page) => page.getByLabel("E-mail address");
const search = (page: Page) => page.getByRole("button", { name: "Search", exact: true });
