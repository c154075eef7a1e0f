// The mailbox page: raise a ticket, and see its e-mails come by themselves.

import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/test";

test.beforeEach(({ page }) => page.goto("/_local/"));

test("the e-mails of a new ticket appear without a reload", async ({ page, api }) => {
  const number = await api.raise();
  await mailTo(page, number, "owner").waitFor();
  await mailTo(page, number, "visitor").waitFor();
});

test("an e-mail shows as HTML in a closed frame, as text, and with its headers", async ({ page, api }) => {
  const number = await api.raise();
  await mailTo(page, number, "owner").click();

  const element = page.locator("iframe[sandbox]");
  await element.waitFor();
  const allowed = (await element.getAttribute("sandbox")) ?? "";
  expect(allowed).not.toMatch(/allow-scripts|allow-same-origin|allow-forms|allow-top-navigation/);
  await page.frameLocator("iframe[sandbox]").getByText(number).first().waitFor();

  await page.getByRole("tab", { name: /text/i }).click();
  await page.getByRole("tabpanel").getByText("The printer prints nothing").waitFor();
  await page.getByRole("tab", { name: /headers/i }).click();
  await page
    .getByRole("tabpanel")
    .getByText(/reply-to/i)
    .first()
    .waitFor();
});

test("queues and functions are on the page", async ({ page, api }) => {
  await api.raise();
  for (const name of ["create-ticket", "publish", "notify"]) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }
  await page.getByRole("heading", { name: /queue/i }).first().waitFor();
  await page
    .getByRole("heading", { name: /function/i })
    .first()
    .waitFor();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });

  test("the page fits, with an e-mail open too", async ({ page, api, noHorizontalScroll }) => {
    const number = await api.raise();
    await mailTo(page, number, "owner").waitFor();
    await noHorizontalScroll(page);
    await mailTo(page, number, "owner").click();
    await page.locator("iframe[sandbox]").waitFor();
    await noHorizontalScroll(page);
  });
});

test("nothing stands in the way of assistive technology", async ({ page, api, axe }) => {
  const number = await api.raise();
  await mailTo(page, number, "owner").click();
  await page.locator("iframe[sandbox]").waitFor();
  await axe(page);
  await page.setViewportSize({ width: 320, height: 640 });
  await axe(page);
});

// The row of one e-mail in the list, known by its subject.
function mailTo(page: Page, number: string, who: "owner" | "visitor") {
  const subject = who === "owner" ? `New Support Ticket #${number}` : `Support Ticket Reference: ${number}`;
  return page.getByText(subject).first();
}
