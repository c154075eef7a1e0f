// The views that no test of their own shows at every width, in light and in dark: see the table in README.md.

import type { Page } from "@playwright/test";
import { newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

type Check = (page: Page) => Promise<void>;

test("a ticket's dialogs, a conflict and what is left of a deleted ticket are accessible and fit", async ({
  agent,
  api,
  ownerApi,
  axe,
  noHorizontalScroll,
  problems,
}) => {
  // Four views, each in two sizes and two colour schemes.
  test.slow();
  problems.allow(/404/);
  const { ticket_number } = await api.create({ title: "V".repeat(120), description: "The beginning." });
  const page = await agent(AGENT, { path: `/dashboard/tickets/${ticket_number}` });

  await page.getByRole("combobox", { name: "Status" }).click();
  await page.getByRole("option", { name: "Resolved" }).click();
  await expect(page.getByRole("dialog", { name: `Resolve ${ticket_number}` })).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Delete ticket" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
  await page.getByRole("button", { name: "Keep it" }).click();
  await expect(page.getByRole("alertdialog")).toBeHidden();

  await page.getByRole("button", { name: "Edit description" }).click();
  await page.getByLabel("Description").fill("x".repeat(400));
  await ownerApi.update(ticket_number, { description: "y".repeat(400) });
  await page.reload();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "changed the description" })).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
  await page.getByRole("button", { name: "Use theirs" }).click();

  await ownerApi.delete(ticket_number);
  await expect(page.getByRole("status").getByRole("heading", { name: ticket_number })).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
});

test("what an agent finds in the settings, and at an address of nothing, is accessible and fits", async ({
  agent,
  axe,
  noHorizontalScroll,
}) => {
  const page = await agent(AGENT, { path: "/dashboard/settings" });
  await expect(page.getByRole("heading", { name: "Only owners change settings" })).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
  await page.goto("/dashboard/nothing/here");
  await expect(page.getByRole("heading", { name: "There is no page at this address" })).toBeVisible();
  await fitsAndIsAccessible(page, axe, noHorizontalScroll);
});

test("sign-in, code, invitation, errors, dialog and palette fit a tablet, too", async ({
  page,
  agent,
  mailbox,
  ownerApi,
  noHorizontalScroll,
  problems,
}) => {
  problems.allow(/ERR_FAILED|Failure: offline/);
  const tablet = { width: 768, height: 1024 };
  await page.setViewportSize(tablet);
  await page.goto("/dashboard/invitation#invite_id=demo.0123");
  await expect(page.getByRole("heading", { name: "The link is not complete" })).toBeVisible();
  await noHorizontalScroll(page);
  await page.goto("/dashboard/sign-in");
  await noHorizontalScroll(page);
  await page.getByLabel("E-mail").fill(await newAgent(ownerApi, mailbox));
  await page.keyboard.press("Enter");
  await expect(new SignInPage(page, mailbox).code).toBeFocused();
  await noHorizontalScroll(page);

  const owner = await agent(OWNER, { viewport: tablet });
  await owner.getByRole("button", { name: "New ticket" }).click();
  await expect(owner.getByRole("dialog", { name: "New ticket" })).toBeVisible();
  await noHorizontalScroll(owner);
  await owner.keyboard.press("Escape");
  await owner.getByRole("button", { name: "Find", exact: true }).click();
  await expect(owner.getByRole("option").first()).toBeVisible();
  await noHorizontalScroll(owner);
  await owner.route("**/api/sign-in/refresh", (route) => route.abort());
  for (const width of [320, 768]) {
    await owner.setViewportSize({ width, height: 800 });
    await owner.reload();
    await expect(owner.getByRole("alert")).toContainText("The server cannot be reached");
    await noHorizontalScroll(owner);
  }
});

async function fitsAndIsAccessible(page: Page, axe: Check, noHorizontalScroll: Check): Promise<void> {
  for (const width of [768, 320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await noHorizontalScroll(page);
    // A tablet shows what a phone or a wide screen shows.
    if (width !== 768) await axe(page);
  }
}
