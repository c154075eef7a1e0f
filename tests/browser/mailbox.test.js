// The mailbox page: raise a ticket, and see its e-mails come by themselves.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoHorizontalScroll, launch, open, seriousFindings, url } from "./browser.js";

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("the e-mails of a new ticket appear without a reload", async () => {
  const { page, problems } = await open(browser, "/_local/");
  const number = await raiseTicket();
  await mailTo(page, number, "owner").waitFor({ timeout: 10_000 });
  await mailTo(page, number, "visitor").waitFor({ timeout: 10_000 });
  assert.deepEqual(problems, []);
});

test("an e-mail shows as HTML in a closed frame, as text, and with its headers", async () => {
  const { page, problems } = await open(browser, "/_local/");
  const number = await raiseTicket();
  await mailTo(page, number, "owner").click();

  const element = page.locator("iframe[sandbox]");
  await element.waitFor();
  const allowed = (await element.getAttribute("sandbox")) ?? "";
  assert.doesNotMatch(allowed, /allow-scripts|allow-same-origin|allow-forms|allow-top-navigation/);
  await page.frameLocator("iframe[sandbox]").getByText(number).first().waitFor();

  await page.getByRole("tab", { name: /text/i }).click();
  await page.getByRole("tabpanel").getByText("The printer prints nothing").waitFor();
  await page.getByRole("tab", { name: /headers/i }).click();
  await page.getByRole("tabpanel").getByText(/reply-to/i).first().waitFor();
  assert.deepEqual(problems, []);
});

test("queues and functions are on the page", async () => {
  const { page } = await open(browser, "/_local/");
  await raiseTicket();
  for (const name of ["create-ticket", "publish", "notify"]) {
    await page.getByText(name, { exact: true }).first().waitFor();
  }
  await page.getByRole("heading", { name: /queue/i }).first().waitFor();
  await page.getByRole("heading", { name: /function/i }).first().waitFor();
});

test("the page fits a phone, with an e-mail open too", async () => {
  const { page, problems } = await open(browser, "/_local/", phone);
  const number = await raiseTicket();
  await mailTo(page, number, "owner").waitFor({ timeout: 10_000 });
  await assertNoHorizontalScroll(page);
  await mailTo(page, number, "owner").click();
  await page.locator("iframe[sandbox]").waitFor();
  await assertNoHorizontalScroll(page);
  assert.deepEqual(problems, []);
});

for (const colorScheme of ["light", "dark"]) {
  test(`nothing stands in the way of assistive technology (${colorScheme})`, async () => {
    const { page } = await open(browser, "/_local/", { colorScheme });
    const number = await raiseTicket();
    await mailTo(page, number, "owner").click();
    await page.locator("iframe[sandbox]").waitFor();
    assert.deepEqual(await seriousFindings(page), []);
  });
}

let visitors = 0;

// As the widget does it; the answer is the ticket's number. Each visitor is a new one, since only
// so many confirmations go to one address in a day.
async function raiseTicket() {
  visitors += 1;
  const answer = await fetch(new URL("/api/tickets/create", url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      bot_token: "demo-widget-token",
      issue: "The printer prints nothing since Monday.",
      visitor_name: "Maria Sanz",
      visitor_email: `maria.${visitors}@example.net`,
      visitor_phone: "+34 600 000 000",
    }),
  });
  const body = await answer.text();
  assert.equal(answer.status, 201, body);
  return JSON.parse(body).ticket_id;
}

// The row of one e-mail in the list, known by its subject.
function mailTo(page, number, who) {
  const subject =
    who === "owner" ? `New Support Ticket #${number}` : `Support Ticket Reference: ${number}`;
  return page.getByText(subject).first();
}
