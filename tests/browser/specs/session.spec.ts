// What becomes of an agent's work when the session ends: here, in another tab, or under another's name.

import type { Page } from "@playwright/test";
import { newAgent } from "../fixtures/people";
import { SignInPage } from "../fixtures/sign-in-page";
import { expect, test } from "../fixtures/test";

test("what is typed and sent in an ended session waits for the sign-in, and then it is sent", async ({
  page,
  mailbox,
  api,
  ownerApi,
  problems,
  axe,
}) => {
  problems.allow(/401/);
  const ticket = await api.create();
  const email = await newAgent(ownerApi, mailbox);
  const signIn = await signedIn(page, mailbox, email, ticket.ticket_number);
  await answerBox(page).fill("We are looking into it.");
  await endSession(page);
  await expect(dialog(page)).toBeVisible();
  await expect(dialog(page)).toContainText("What you typed is kept");
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 700 });
    await axe(page);
  }
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toBeVisible();

  await page.getByRole("button", { name: "Send me a code" }).click();
  await signIn.paste(await signIn.nextCode(email));
  await expect(dialog(page)).toBeHidden();
  await expect(answerBox(page)).toHaveValue("We are looking into it.");

  // The same once more, with the request on its way.
  await endSessionAtSending(page);
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(dialog(page)).toBeVisible();
  await page.getByRole("button", { name: "Send me a code" }).click();
  await signIn.paste(await signIn.nextCode(email));
  await expect(answerBox(page)).toHaveValue("");
  const mail = await mailbox.mailTo(ticket.customer_email, ({ subject }) => subject.includes("Answer"));
  expect(mail.text).toContain("We are looking into it.");
  expect(await api.answers(ticket.ticket_number)).toBe(1);
});

test("what is typed survives the end of the session and a reload", async ({
  page,
  mailbox,
  api,
  ownerApi,
  problems,
}) => {
  problems.allow(/401/);
  const ticket = await api.create();
  const email = await newAgent(ownerApi, mailbox);
  const signIn = await signedIn(page, mailbox, email, ticket.ticket_number);
  await answerBox(page).fill("We are looking into it.");
  await endSession(page);
  await expect(dialog(page)).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn.signIn(email);
  await expect(answerBox(page)).toHaveValue("We are looking into it.");
  await page.getByRole("button", { name: "Send answer" }).click();
  await mailbox.mailTo(ticket.customer_email, ({ text }) => text.includes("We are looking into it."));
});

test("nothing of one agent is sent when another signs in after them", async ({
  page,
  context,
  mailbox,
  api,
  ownerApi,
  problems,
}) => {
  problems.allow(/401/);
  const ticket = await api.create();
  await signedIn(page, mailbox, await newAgent(ownerApi, mailbox), ticket.ticket_number);
  await answerBox(page).fill("From Nora.");
  await endSessionAtSending(page);
  await page.getByRole("button", { name: "Send answer" }).click();
  await expect(dialog(page)).toBeVisible();

  const otto = await newAgent(ownerApi, mailbox, "otto");
  const tab = await context.newPage();
  await signedIn(tab, mailbox, otto, ticket.ticket_number);
  // The first tab has found out, and begins anew as Otto's: with Otto's drafts, of which there is none.
  await expect(dialog(page)).toBeHidden();
  await expect(answerBox(page)).toHaveValue("");
  await api.note(ticket.ticket_number, "Whatever was sent before would stand before this.");
  const { timeline } = await api.ticket(ticket.ticket_number);
  expect(timeline.map(({ kind }) => kind)).toEqual(expect.not.arrayContaining(["answered"]));
});

test("signing out in one tab signs the other out, and nobody gets back in by the back button", async ({
  page,
  context,
  mailbox,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create();
  await signedIn(page, mailbox, await newAgent(ownerApi, mailbox), ticket_number);
  const tab = await context.newPage();
  await tab.goto("/dashboard/tickets");
  await tab.getByRole("button", { name: "Your account" }).click();
  await tab.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(tab.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  // The pages do not wait for the server to hear of it.
  await expect.poll(() => context.cookies(new URL("/api/sign-in", page.url()).href)).toEqual([]);
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});

test("two tabs renew one session again and again, and neither loses it", async ({
  page,
  context,
  mailbox,
  api,
  ownerApi,
}) => {
  const { ticket_number } = await api.create();
  await signedIn(page, mailbox, await newAgent(ownerApi, mailbox), ticket_number);
  const tab = await context.newPage();
  await tab.clock.install();
  await tab.goto(`/dashboard/tickets/${ticket_number}`);
  await expect(answerBox(tab)).toBeVisible();
  for (let round = 0; round < 3; round += 1) {
    const renewed = [page, tab].map((one) => one.waitForResponse("**/api/sign-in/refresh"));
    await Promise.all([page, tab].map((one) => one.clock.fastForward("15:00")));
    const answers = await Promise.all(renewed);
    expect(answers.map((answer) => answer.status())).toEqual([200, 200]);
    // A page that takes its new token only after the next step would not have to renew it then.
    await expect.poll(() => page.evaluate(isRenewing)).toBe(false);
  }
  await expect(dialog(page)).toBeHidden();
  await expect(dialog(tab)).toBeHidden();
});

async function signedIn(
  page: Page,
  mailbox: SignInPage["mailbox"],
  email: string,
  ticket: string,
): Promise<SignInPage> {
  await page.clock.install();
  await page.goto(`/dashboard/tickets/${ticket}`);
  const signIn = new SignInPage(page, mailbox);
  await signIn.signIn(email);
  await expect(answerBox(page)).toBeVisible();
  return signIn;
}

/** Ends the session at the server; the access token ends by its time. */
async function endSession(page: Page): Promise<void> {
  await page.request.post("/api/sign-in/out");
  await page.clock.fastForward("15:00");
}

/** The same, found out by a message that is sent: the access token is refused there, as after a change of keys. */
async function endSessionAtSending(page: Page): Promise<void> {
  await page.request.post("/api/sign-in/out");
  await page.route("**/messages", (route) => route.fulfill({ status: 401, json: {} }), { times: 1 });
}

/** Whether some tab of this browser is at work on its session: each holds the lock meanwhile. */
async function isRenewing(): Promise<boolean> {
  const { held = [], pending = [] } = await navigator.locks.query();
  return [...held, ...pending].some(({ name }) => name === "tkt.session");
}

function dialog(page: Page) {
  return page.getByRole("dialog", { name: "Your session has ended" });
}

function answerBox(page: Page) {
  return page.getByLabel("Your answer to the customer");
}
