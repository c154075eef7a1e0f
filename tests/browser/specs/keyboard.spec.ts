// A day's work without a mouse: from the sign-in to a resolved ticket.

import type { Page } from "@playwright/test";
import { rows } from "../fixtures/list";
import { newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { expect, test } from "../fixtures/test";

test("an agent signs in, finds a ticket, answers and resolves it by the keyboard alone", async ({
  page,
  api,
  ownerApi,
  mailbox,
}) => {
  test.setTimeout(120_000);
  const email = await newAgent(ownerApi, mailbox, "kira");
  const ticket = await api.create({ title: "Found by the keyboard" });
  await page.goto("/dashboard");
  const signIn = new SignInPage(page, mailbox);
  await tabTo(page, "E-mail");
  await page.keyboard.type(email);
  await page.keyboard.press("Enter");
  await expect(signIn.code).toBeFocused();
  await page.keyboard.type(await signIn.nextCode(email));
  await expect(page).toHaveURL(/\/dashboard\/tickets/);

  await rows(page).first().waitFor();
  await page.keyboard.press("Control+K");
  await expect(page.getByRole("combobox", { name: "Find a ticket or a command" })).toBeFocused();
  await page.keyboard.type(ticket.ticket_number);
  await page
    .getByRole("option", { name: new RegExp(ticket.ticket_number) })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: ticket.title })).toBeVisible();

  await page.keyboard.press("r");
  await expect(page.getByRole("textbox", { name: "Your answer to the customer" })).toBeFocused();
  await page.keyboard.type("We have mended it.");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("listitem").filter({ hasText: "You answered the customer" })).toBeVisible();

  await page.keyboard.press("Escape");
  await tabTo(page, "Assign to me");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("combobox", { name: "Assignee" })).toContainText("kira");
  await page.keyboard.press("s");
  await expect(page.getByRole("option", { name: "Open" })).toBeVisible();
  await page.keyboard.type("Res");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Resolution notes" })).toBeFocused();
  await page.keyboard.type("A part was replaced.");
  await page.keyboard.press("Control+Enter");
  await expect
    .poll(() => api.ticket(ticket.ticket_number))
    .toMatchObject({ status: "resolved", assigned_to: email, resolution_notes: "A part was replaced." });
});

/** Presses Tab until something of this name has the focus, and looks whether one can see that. */
async function tabTo(page: Page, name: string): Promise<void> {
  const wanted = page.getByLabel(name, { exact: true }).or(page.getByRole("button", { name, exact: true }));
  await wanted.first().waitFor();
  for (let presses = 0; presses < 80; presses += 1) {
    const isThere = await wanted.first().evaluate((element) => element === document.activeElement);
    if (isThere) {
      const ring = await wanted.first().evaluate((element) => getComputedStyle(element).outlineStyle);
      expect(ring, `the focus on ${name} can be seen`).not.toBe("none");
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}
