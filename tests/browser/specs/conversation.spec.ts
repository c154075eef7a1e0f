// A conversation: what is said reaches the other side once and in order, whatever happens meanwhile.

import type { Page } from "@playwright/test";
import { Chatter } from "../fixtures/chat";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

type Open = (email?: string, options?: { path: string }) => Promise<Page>;

test("an answer reaches the visitor, and the visitor's reply the agent", async ({ agent, stack }) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("My lamp flickers.");
  const page = await open(agent, visitor);
  await expect(log(page)).toContainText("My lamp flickers.");
  await box(page).fill("Which bulb is in it?");
  await box(page).press("Enter");
  await expect(said(page, "Which bulb is in it?")).toBeVisible();
  await expect(box(page)).toHaveValue("");
  await visitor.hears("Which bulb is in it?");
  await expect(page.locator("[data-outgoing]")).toHaveCount(0);
  await visitor.say("An old one.");
  await expect(said(page, "An old one.")).toBeVisible();
  await expect(said(page, "Which bulb is in it?")).toHaveCount(1);
});

test("two agents see of each other who is there and who writes", async ({ agent, stack }) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Hello");
  const mine = await open(agent, visitor);
  const theirs = await open(agent, visitor, OWNER);
  await expect(mine.getByText("owner@example.com is here, too")).toBeVisible();
  await expect(theirs.getByText("agent@example.com is here, too")).toBeVisible();
  await box(theirs).pressSequentially("I know this one");
  await expect(mine.getByText("owner@example.com is writing")).toBeVisible();
  await box(theirs).press("Enter");
  await expect(log(mine)).toContainText("owner@example.com");
  await expect(said(mine, "I know this one")).toBeVisible();
  await expect(mine.getByText("owner@example.com is writing")).toBeHidden();
});

test("what was begun is there after a reload, for each conversation its own", async ({ agent, stack }) => {
  const visitor = await Chatter.start(stack);
  const other = await Chatter.start(stack);
  const page = await open(agent, visitor);
  await box(page).fill("Half an answer");
  await page.reload();
  await expect(box(page)).toHaveValue("Half an answer");
  await expect(page.locator(`[data-row="${visitor.id}"]`)).toContainText("Draft: Half an answer");
  await page.goto(`/dashboard/conversations/${other.id}`);
  await expect(box(page)).toHaveValue("");
});

test("a closed conversation says what an answer does, and the visitor's word opens it", async ({
  agent,
  stack,
}) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Thanks.");
  const page = await open(agent, visitor);
  await page.getByRole("button", { name: "Close the conversation" }).click();
  await expect(page.getByText("This conversation is closed.")).toBeVisible();
  expect((await visitor.read()).state).toBe("closed");
  await box(page).fill("One more thing.");
  await box(page).press("Enter");
  await visitor.hears("One more thing.");
  expect((await visitor.read()).state).toBe("closed");
  await visitor.say("Yes?");
  await expect(page.getByText("This conversation is closed.")).toBeHidden();
  await expect(page.getByRole("button", { name: "Close the conversation" })).toBeVisible();
});

test("offline an answer waits, and goes when the network is back", async ({ agent, stack, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const visitor = await Chatter.start(stack);
  await visitor.say("Hello");
  const page = await open(agent, visitor);
  await expect(said(page, "Hello")).toBeVisible();
  await page.context().setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  for (const text of ["First", "Second"]) {
    await box(page).fill(text);
    await box(page).press("Enter");
  }
  await expect(page.getByText("Waits to be sent")).toHaveCount(2);
  await visitor.say("Are you there?");
  await page.context().setOffline(false);
  await visitor.hears("Second");
  await expect(page.locator("[data-outgoing]")).toHaveCount(0);
  await expect(said(page, "Are you there?")).toHaveCount(1);
  const texts = (await visitor.read()).messages.map(({ text }) => text);
  expect(texts).toEqual(["Hello", "Are you there?", "First", "Second"]);
});

test("a failed answer is kept over a reload, and sent once", async ({ agent, stack, problems }) => {
  problems.allow(/500/);
  const visitor = await Chatter.start(stack);
  const page = await open(agent, visitor);
  const path = `**/api/chat/${visitor.id}/messages`;
  // It arrives, and nobody hears of it: the worst of failures.
  await page.route(path, async (route) => {
    await route.fetch();
    await route.fulfill({ status: 500, json: {} });
  });
  await page.route(`**/api/chat/${visitor.id}/messages?**`, (route) =>
    route.fulfill({ status: 500, json: {} }),
  );
  await box(page).fill("Sent twice?");
  await box(page).press("Enter");
  await expect(page.getByText("Not sent.")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  await page.reload();
  await expect(said(page, "Sent twice?")).toHaveCount(1);
  await expect(page.locator("[data-outgoing]")).toHaveCount(0);
  await expect.poll(() => keptToSend(page)).toEqual([]);
  expect((await visitor.read()).messages).toHaveLength(1);
});

test("too many answers at once are told, and can be sent later or taken back", async ({
  agent,
  stack,
  problems,
}) => {
  problems.allow(/429/);
  const visitor = await Chatter.start(stack);
  const page = await open(agent, visitor);
  await page.route(`**/api/chat/${visitor.id}/messages`, (route) =>
    route.fulfill({ status: 429, headers: { "retry-after": "40" }, json: {} }),
  );
  await box(page).fill("Patience");
  await box(page).press("Enter");
  await expect(
    page.getByText(/Not sent: too many messages at once. You can send it again in 0:[34]/),
  ).toBeVisible();
  await page.getByRole("button", { name: "Edit" }).click();
  await expect(box(page)).toHaveValue("Patience");
  await expect(box(page)).toBeFocused();
  await box(page).press("Enter");
  await page.unrouteAll({ behavior: "wait" });
  await page.getByRole("button", { name: "Try again" }).click();
  await visitor.hears("Patience");
});

test("an answer waits for whoever has to sign in again", async ({ agent, stack, problems }) => {
  problems.allow(/401/);
  const visitor = await Chatter.start(stack);
  const page = await open(agent, visitor);
  await expect(box(page)).toBeVisible();
  const refused = { status: 401, json: { type: "about:blank", title: "Unauthorized", status: 401 } };
  await page.route("**/api/sign-in/refresh", (route) => route.fulfill(refused));
  await page.route("**/api/chat**", (route) => route.fulfill(refused));
  await page.route("**/api/chat/**", (route) => route.fulfill(refused));
  await box(page).fill("Do not lose me");
  await box(page).press("Enter");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.unrouteAll({ behavior: "wait" });
  await page.reload();
  await visitor.hears("Do not lose me");
  await expect(said(page, "Do not lose me")).toHaveCount(1);
  expect((await visitor.read()).messages).toHaveLength(1);
});

test("the cards of numbers show the ticket to agents, who go on to it", async ({ agent, api, stack }) => {
  const visitor = await Chatter.start(stack);
  const ticket = await api.create({ conversation_id: visitor.id, title: "Lamp flickers" });
  await visitor.say("And what of TKT-99999?");
  const page = await open(agent, visitor);
  const card = page.getByRole("article", { name: `Ticket ${ticket.ticket_number}` });
  await expect(card).toContainText("Lamp flickers");
  await expect(page.getByRole("article", { name: "Ticket TKT-99999" })).toContainText(
    "We could not show this ticket here.",
  );
  await expect(
    page.getByRole("banner").or(page.locator("header")).getByRole("link", { name: ticket.ticket_number }),
  ).toBeVisible();
  await card.getByRole("link", { name: ticket.ticket_number }).click();
  await expect(page).toHaveURL(new RegExp(`/dashboard/tickets/${ticket.ticket_number}$`));
});

test("a conversation that is not there says so", async ({ agent, problems }) => {
  problems.allow(/404/);
  const page = await agent(AGENT, { path: `/dashboard/conversations/${"0".repeat(32)}` });
  await expect(page.getByText("There is no such conversation")).toBeVisible();
});

async function open(agent: Open, visitor: Chatter, email = AGENT): Promise<Page> {
  const page = await agent(email, { path: `/dashboard/conversations/${visitor.id}` });
  await expect(box(page)).toBeVisible();
  return page;
}

/** The store of what the server has not confirmed. */
function keptToSend(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes("outbox")));
}

const log = (page: Page) => page.getByRole("log", { name: "Messages" });
const box = (page: Page) => page.getByRole("textbox", { name: /^Answer to/ });
const said = (page: Page, text: string) => log(page).getByText(text, { exact: true });
