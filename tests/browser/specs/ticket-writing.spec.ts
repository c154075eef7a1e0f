// Answers go to the customer, notes do not; nothing that is written is lost, or sent past news.

import type { Page } from "@playwright/test";
import { someone } from "../fixtures/api";
import { AGENT, expect, test } from "../fixtures/test";

test("an answer is mailed, and the timeline shows how far the mail came", async ({ agent, api, mailbox }) => {
  const ticket = await api.create();
  const page = await open(agent, ticket.ticket_number);
  await answerBox(page).focus();
  await expect(
    page.getByText(`Goes by e-mail to ${ticket.customer_name} (${ticket.customer_email})`),
  ).toBeVisible();
  await answerBox(page).fill("We have refunded the second payment.");
  await answerBox(page).press("Control+Enter");

  const entry = timeline(page).filter({ hasText: "You answered the customer" });
  await expect(entry).toContainText("We have refunded the second payment.");
  await expect(entry).toContainText("E-mailed to the customer");
  await expect(answerBox(page)).toHaveValue("");
  await expect(answerBox(page)).toBeFocused();
  const mail = await mailbox.mailTo(ticket.customer_email, ({ subject }) => subject.includes("Answer"));
  expect(mail.text).toContain("We have refunded the second payment.");
});

test("a note is told from an answer, and nobody outside gets it", async ({ agent, api, mailbox }) => {
  const ticket = await api.create();
  const page = await open(agent, ticket.ticket_number);
  await page.getByRole("tab", { name: "Internal note" }).click();
  await expect(page.getByRole("tabpanel").getByText("The customer does not see this.")).toBeVisible();
  await noteBox(page).fill("A difficult customer.");
  await page.getByRole("button", { name: "Add note" }).click();
  const entry = timeline(page).filter({ hasText: "You wrote an internal note" });
  await expect(entry).toContainText("The customer does not see this.");

  // The next mail is of the answer: the note had its turn before it.
  await api.answer(ticket.ticket_number, "Hello.");
  await mailbox.mailTo(ticket.customer_email, ({ subject }) => subject.includes("Answer"));
  const mails = (await mailbox.all()).filter(({ to }) => to.includes(ticket.customer_email));
  expect(mails.filter(({ text }) => text.includes("difficult"))).toEqual([]);
});

test("answer and note have drafts of their own, which a reload does not lose", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await answerBox(page).fill("Half an answer");
  await page.getByRole("tab", { name: "Internal note" }).click();
  await noteBox(page).fill("Half a note");
  await page.reload();
  await expect(answerBox(page)).toHaveValue("Half an answer");
  await page.getByRole("tab", { name: "Internal note" }).click();
  await expect(noteBox(page)).toHaveValue("Half a note");
});

test("what others did while an answer was written stops it, and is shown", async ({
  agent,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await answerBox(page).fill("It is still open.");
  await ownerApi.answer(ticket_number, "It is done.");
  const news = page.getByRole("alert").filter({ hasText: "This came in while you were writing" });
  await expect(news).toContainText("It is done.");

  await answerBox(page).press("Control+Enter");
  await expect(news).toBeFocused();
  expect(await api.answers(ticket_number)).toBe(1);

  await news.getByRole("button", { name: "Keep editing" }).click();
  await expect(answerBox(page)).toBeFocused();
  await expect(answerBox(page)).toHaveValue("It is still open.");
  await ownerApi.note(ticket_number, "And closed.");
  await expect(news).toContainText("And closed.");
  await news.getByRole("button", { name: "Send anyway" }).click();
  await expect(timeline(page).filter({ hasText: "It is still open." })).toBeVisible();
});

test("an answer that meets news at the server only is stopped there", async ({
  agent,
  api,
  ownerApi,
  problems,
}) => {
  problems.allow(/412/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  const old = await api.ticket(ticket_number);
  let isFrozen = true;
  await page.route(`**/api/ticket/${ticket_number}`, (route) =>
    isFrozen ? route.fulfill({ json: old }) : route.fallback(),
  );
  page.on("response", (response) => {
    if (response.status() === 412) isFrozen = false;
  });
  await ownerApi.update(ticket_number, { status: "closed" });
  await answerBox(page).fill("It is still open.");
  await answerBox(page).press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "This came in" })).toContainText(
    "changed the status",
  );
  await expect(answerBox(page)).toHaveValue("It is still open.");
});

test("a failed sending keeps the text, and trying again sends it once", async ({ agent, api, problems }) => {
  problems.allow(/500/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await loseAnswer(page, ticket_number);
  await answerBox(page).fill("Only once.");
  await answerBox(page).press("Control+Enter");
  await expect(page.getByText("This was not sent. Your text is kept.")).toBeVisible();
  await expect(answerBox(page)).toHaveValue("Only once.");
  await answerBox(page).press("Control+Enter");
  await expect(answerBox(page)).toHaveValue("");
  expect(await api.answers(ticket_number)).toBe(1);
});

test("a lost answer and a reload send a message once", async ({ agent, api, problems }) => {
  problems.allow(/500/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await loseAnswer(page, ticket_number);
  await answerBox(page).fill("Only once.");
  await answerBox(page).press("Control+Enter");
  await expect(page.getByText("This was not sent. Your text is kept.")).toBeVisible();
  await page.reload();
  await answerBox(page).press("Control+Enter");
  await expect(answerBox(page)).toHaveValue("");
  expect(await api.answers(ticket_number)).toBe(1);
});

test("who leaves while an answer is sent, and comes back, does not send it twice", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  const release = await holdAnswers(page);
  await answerBox(page).fill("Only once.");
  await answerBox(page).press("Control+Enter");
  await expect.poll(async () => (await api.ticket(ticket_number)).version).toBe(2);
  await leaveAndComeBack(page);
  await page.getByRole("button", { name: "Send answer" }).dblclick();
  await release();
  await expect(answerBox(page)).toHaveValue("");
  expect(await api.answers(ticket_number)).toBe(1);
});

test("what is written on while an answer is sent stays", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  const release = await holdAnswers(page);
  await answerBox(page).fill("First.");
  await answerBox(page).press("Control+Enter");
  await leaveAndComeBack(page);
  await answerBox(page).fill("Second.");
  await release();
  await expect(page.getByText("Your answer is saved")).toBeVisible();
  await expect(answerBox(page)).toHaveValue("Second.");
});

test("an answer may set the status with it", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await answerBox(page).fill("Which order is it?");
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Send and mark pending" }).click();
  await expect.poll(() => api.ticket(ticket_number)).toMatchObject({ status: "pending", version: 3 });
});

test("an answer that news stopped still sets its status when it is sent anyway", async ({
  agent,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await answerBox(page).fill("Which order is it?");
  await ownerApi.note(ticket_number, "Wait.");
  await page.getByRole("alert").filter({ hasText: "This came in" }).waitFor();
  await page.getByRole("button", { name: "More ways to send" }).click();
  await page.getByRole("menuitem", { name: "Send and mark pending" }).click();
  await page.getByRole("button", { name: "Send anyway" }).click();
  await expect.poll(() => api.ticket(ticket_number)).toMatchObject({ status: "pending", version: 4 });
});

test("what is sent offline goes out when the network is back", async ({ agent, api, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await page.context().setOffline(true);
  await answerBox(page).fill("From the train.");
  await answerBox(page).press("Control+Enter");
  await expect(page.getByText("This is sent as soon as you are back.")).toBeVisible();
  await page.context().setOffline(false);
  await expect(timeline(page).filter({ hasText: "From the train." })).toBeVisible();
  await expect(answerBox(page)).toHaveValue("");
});

test("a text that is too long is counted and not sent", async ({ agent, api }) => {
  const { ticket_number } = await api.create();
  const page = await open(agent, ticket_number);
  await answerBox(page).fill("x".repeat(4_990));
  await expect(page.getByText("10 characters left")).toBeVisible();
  await answerBox(page).fill("x".repeat(5_001));
  await answerBox(page).press("Control+Enter");
  await expect(page.getByRole("alert").filter({ hasText: "1 character too many" })).toBeVisible();
  await expect(answerBox(page)).toHaveValue("x".repeat(5_001));
});

test("a mail that cannot be delivered stands out, with what to do", async ({ agent, api, stack }) => {
  const customer = someone();
  const fault = { kind: "reject", count: 1, to: customer.customer_email };
  await fetch(new URL("/_local/ses/fault", stack.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fault),
  });
  const { ticket_number } = await api.create(customer);
  const page = await open(agent, ticket_number);
  const entry = timeline(page).filter({ hasText: "You created the ticket" });
  await expect(entry).toContainText("E-mail to the customer could not be delivered");
  await expect(entry).toContainText(customer.customer_email);
});

type OpenAgent = (email?: string, options?: { path: string }) => Promise<Page>;

async function open(agent: OpenAgent, number: string): Promise<Page> {
  const page = await agent(AGENT, { path: `/dashboard/tickets/${number}` });
  await page.getByRole("heading", { name: "Timeline" }).waitFor();
  return page;
}

/** Messages reach the server; its answers come when this is released. */
async function holdAnswers(page: Page): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/api/ticket/*/messages", async (route) => {
    const response = await route.fetch();
    await released;
    await route.fulfill({ response });
  });
  return async () => {
    release();
    // A test that ends earlier takes the answers with it.
    await page.unrouteAll({ behavior: "wait" });
  };
}

async function leaveAndComeBack(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Chats/ }).click();
  await expect(page.getByRole("heading", { name: "Conversations" })).toBeVisible();
  await page.goBack();
}

const answerBox = (page: Page) => page.getByLabel("Your answer to the customer");
const noteBox = (page: Page) => page.getByLabel("Your internal note");
const timeline = (page: Page) => page.getByRole("region", { name: "Timeline" }).getByRole("listitem");

/** The next message arrives at the server, its answer does not come back. */
async function loseAnswer(page: Page, number: string): Promise<void> {
  await page.route(
    `**/api/ticket/${number}/messages`,
    async (route) => {
      await route.fetch();
      await route.fulfill({ status: 500, json: { message: "Internal Server Error" } });
    },
    { times: 1 },
  );
}
