// The life of one ticket, and what everybody sees of it after each step: the agents, the customer's mail, the tracker.

import type { Page } from "@playwright/test";
import { someone } from "../fixtures/api";
import type { Mail } from "../fixtures/mailbox";
import { expect, OWNER, test } from "../fixtures/test";

test("a ticket from the create dialog to resolved, with the customer's mail and view after each step", async ({
  dashboard: page,
  agent,
  tracker,
  mailbox,
}) => {
  test.setTimeout(120_000);
  const customer = someone("Ana Lopes");
  const mail = (words: RegExp) =>
    mailbox.mailTo(customer.customer_email, ({ subject }) => words.test(subject));

  await page.getByRole("button", { name: "New ticket" }).first().click();
  const dialog = page.getByRole("dialog", { name: "New ticket" });
  await dialog.getByLabel("Title").fill("The lamp arrived without its shade");
  await dialog.getByLabel("Description").fill("The box was closed, but there is no shade in it.");
  await dialog.getByLabel("Name").fill(customer.customer_name);
  await dialog.getByLabel("E-mail").fill(customer.customer_email);
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "The lamp arrived" })).toBeVisible();
  const number = page.url().match(/TKT-\d+/)?.[0] ?? "";

  // The customer learns the number, and finds the ticket by the link of the mail.
  const created = await mail(new RegExp(`Reference: ${number}`));
  const link = new URL(linkOf(created));
  await tracker.open(link.search);
  await tracker.page.getByLabel("E-mail address").fill(customer.customer_email);
  await tracker.page.getByRole("button", { name: "Search" }).click();
  await expectTracked(tracker.page, "Open", "We have your ticket and will look at it soon.");

  // Another agent has it in the list at once, and takes it.
  const colleague = await agent(OWNER);
  await colleague.getByRole("link", { name: /The lamp arrived without its shade/ }).click();
  await colleague.getByRole("button", { name: "Assign to me" }).click();
  await choose(colleague, "Status", "In progress");
  await expect(entry(page, "changed the status")).toContainText("In progress");
  await mailbox.mailTo(customer.customer_email, ({ text }) =>
    text.includes("Status changed to: in progress"),
  );
  await refresh(tracker.page, customer.customer_email);
  await expectTracked(tracker.page, "In progress", "Your ticket is being worked on.");

  // A note stays inside.
  await page.getByRole("tab", { name: "Internal note" }).click();
  await page.getByRole("textbox", { name: "Your internal note" }).fill("The third one this week.");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(entry(colleague, "wrote an internal note")).toContainText("The third one this week.");

  // An answer goes out.
  await colleague
    .getByRole("textbox", { name: "Your answer to the customer" })
    .fill("A shade is on its way to you.");
  await colleague.getByRole("button", { name: "Send answer" }).click();
  await expect(entry(page, "answered the customer")).toContainText("A shade is on its way to you.");
  expect((await mail(/Answer/)).text).toContain("A shade is on its way to you.");
  await refresh(tracker.page, customer.customer_email);
  await expect(tracker.page.getByText("A shade is on its way to you.")).toBeVisible();
  await expect(tracker.page.getByText("The third one this week.")).toHaveCount(0);

  await choose(colleague, "Status", "Resolved");
  const resolving = colleague.getByRole("dialog", { name: `Resolve ${number}` });
  await resolving.getByLabel("Resolution notes").fill("We sent a shade, with our apologies.");
  await resolving.getByRole("button", { name: "Resolve ticket" }).click();
  await expect(entry(page, "changed the ticket").or(entry(page, "changed the status")).last()).toBeVisible();
  const resolved = await mail(/Resolved/);
  expect(resolved.text).toContain("We sent a shade, with our apologies.");
  expect(resolved.text.toLowerCase()).toContain("reply to this e-mail");
  await refresh(tracker.page, customer.customer_email);
  await expectTracked(tracker.page, "Resolved", "Your ticket is resolved.");
  await expect(tracker.page.getByText("We sent a shade, with our apologies.").first()).toBeVisible();

  // Nobody got anything twice, and nobody else got anything.
  const subjects = (await mailbox.all())
    .filter(({ to, text }) => to.includes(customer.customer_email) || text.includes(number))
    .map(({ to, subject }) => `${to} ${subject}`);
  expect(new Set(subjects.map((line) => line.split(" ")[0]))).toEqual(new Set([customer.customer_email]));
  expect(subjects.filter((line) => /Reference|Answer|Resolved/.test(line))).toHaveLength(3);
});

function linkOf({ text }: Mail): string {
  const link = text.match(/https?:\/\/\S*track-ticket\S*/)?.[0];
  if (!link) throw new Error(`no link to the tracker in ${text}`);
  return link;
}

async function expectTracked(page: Page, status: string, next: string): Promise<void> {
  await expect(page.getByText(status, { exact: true }).first()).toBeVisible();
  await expect(page.getByText(next).first()).toBeVisible();
}

/** A customer who comes back: the number is still there, the address is not kept. */
async function refresh(page: Page, email: string): Promise<void> {
  await page.reload();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Search" }).click();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).click();
  await page.getByRole("option", { name: option }).click();
}

function entry(page: Page, words: string) {
  return page.getByRole("listitem").filter({ hasText: words });
}
