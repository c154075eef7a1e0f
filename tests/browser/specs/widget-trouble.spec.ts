// What a visitor sees when something is in the way, and that nothing they wrote is lost by it.

import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/widget-test";

const NETWORK = /ERR_(INTERNET|CONNECTION|EMPTY_RESPONSE|FAILED|NETWORK|SOCKET|INCOMPLETE)/;

test("offline, what is written waits, and is sent when the visitor is back", async ({
  arrive,
  chats,
  problems,
}) => {
  problems.allow(NETWORK);
  const maria = await arrive();
  await maria.begin();
  await maria.say("Before");
  const { id } = await maria.conversation();
  await maria.page.context().setOffline(true);
  await expect(maria.notice("You are offline. What you type is kept and sent later.")).toBeVisible();
  await maria.type("From the tunnel");
  await expect(maria.message("From the tunnel")).toContainText("Waits to be sent");
  await chats.answer(id, "Said meanwhile");
  await maria.page.context().setOffline(false);
  await expect(maria.message("From the tunnel")).toContainText("Sent", { timeout: 30_000 });
  await expect(maria.message("Said meanwhile")).toHaveCount(1);
  await expect(maria.notice("You are offline")).toBeHidden();
  expect(await chats.read(id)).toHaveLength(3);
});

test("after a conversation's last day a new one begins with what is known", async ({ arrive }) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("A month ago");
  const { conversation } = await maria.kept();
  await maria.tamper({ conversation: { ...conversation, expiresAt: Date.now() - 1_000 } });
  await maria.page.reload();
  await maria.open();
  await expect(maria.panel.getByLabel("Name")).toHaveValue(maria.name);
  await expect(maria.panel.getByLabel("E-mail address")).toHaveValue(maria.email);
  await maria.panel.getByRole("button", { name: "Start the chat" }).click();
  await maria.say("Back again");
  expect((await maria.conversation()).id).not.toBe(conversation?.id);
});

test("a closed conversation says so, and the next message opens it", async ({ arrive, api }) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("Thank you");
  const { id } = await maria.conversation();
  await api.request("POST", `/chat/${id}/close`);
  const closed = maria.panel.getByText("This conversation is closed. Write to open it again.");
  await expect(closed).toBeVisible({ timeout: 30_000 });
  await maria.say("One more thing");
  await expect(closed).toBeHidden();
});

test("a revoked token makes the widget go quiet with one line on the console", async ({
  arrive,
  ownerApi,
  problems,
}) => {
  problems.allow(/401|tkt/);
  const created = await ownerApi.request<{ token: string; id: string }>("POST", "/workspace/widget-tokens", {
    name: "Old shop",
  });
  expect(created.status).toBe(201);
  await ownerApi.request("DELETE", `/workspace/widget-tokens/${created.body.id}`);
  const maria = await arrive({ widget: { "data-bot-token": created.body.token } });
  const lines = linesOf(maria.page);
  await maria.open();
  await maria.panel.getByLabel("Name").fill(maria.name);
  await maria.panel.getByLabel("E-mail address").fill(maria.email);
  await maria.panel.getByRole("button", { name: "Start the chat" }).click();
  await expect(maria.panel.getByText("The chat is not available just now.")).toBeVisible();
  await maria.close();
  await expect(maria.bubble).toBeHidden();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/token/);
});

test("on a page of an origin that is not allowed the words are kind, and the console tells a developer why", async ({
  arrive,
  stranger,
  problems,
}) => {
  problems.allow(/CORS|ERR_FAILED|tkt/);
  const maria = await arrive({}, { host: stranger });
  const lines = linesOf(maria.page);
  await maria.open();
  await maria.panel.getByLabel("Name").fill(maria.name);
  await maria.panel.getByLabel("E-mail address").fill(maria.email);
  await maria.panel.getByRole("button", { name: "Start the chat" }).click();
  await expect(maria.notice(/does not work on this page|not available|cannot be started/i)).toBeVisible();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/allowed origins/);
  await expect(maria.panel.getByLabel("E-mail address")).toHaveValue(maria.email);
});

test.describe("with a stack of its own", () => {
  test.use({ fresh: true });

  test("the stack goes down and comes back, and nothing is lost or doubled", async ({
    arrive,
    chats,
    stack,
    problems,
  }) => {
    // What answers for a function that is not up yet is the gateway, whose own errors name no origin.
    problems.allow(NETWORK, /50[0-9]/, /CORS policy: No 'Access-Control-Allow-Origin'/);
    const maria = await arrive();
    await maria.begin();
    await maria.say("Before");
    const { id } = await maria.conversation();
    await stack.down();
    await maria.type("While nobody hears");
    await expect(maria.message("While nobody hears")).toContainText("Waits to be sent");
    await expect(maria.panel.getByRole("status").filter({ hasText: "is kept and sent later" })).toBeVisible();
    await stack.up();
    await expect(maria.message("While nobody hears")).toContainText("Sent", { timeout: 40_000 });
    await chats.answer(id, "We are back");
    await expect(maria.message("We are back")).toBeVisible();
    expect((await chats.read(id)).map(({ text }) => text)).toEqual([
      "Before",
      "While nobody hears",
      "We are back",
    ]);
    await expect(maria.messages.getByText(/Before|While|We are back/)).toHaveCount(3);
  });
});

/** What the widget itself writes to the console. */
function linesOf(page: Page): string[] {
  const lines: string[] = [];
  page.on("console", (message) => {
    if (/^\[?tkt/i.test(message.text())) lines.push(message.text());
  });
  return lines;
}
