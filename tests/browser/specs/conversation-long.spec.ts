// A conversation of more messages than the server gives at once.

import { Chatter } from "../fixtures/chat";
import { AGENT, expect, test } from "../fixtures/test";
import { Chats } from "../fixtures/widget-chats";

test("a long conversation is there whole, at its end, and stays where somebody reads", async ({
  agent,
  api,
  stack,
}) => {
  test.slow();
  const visitor = await Chatter.start(stack);
  const chats = new Chats(stack, api);
  await chats.talk(visitor.id, visitor.token, 120);
  const page = await agent(AGENT, { path: `/dashboard/conversations/${visitor.id}` });
  const log = page.getByRole("log", { name: "Messages" });
  await expect(page.locator("[data-seq]")).toHaveCount(120);
  await expect(page.locator('[data-seq="120"]')).toBeInViewport();
  const scrollTop = () => log.evaluate((element) => element.scrollTop);
  await log.evaluate((element) => element.scrollTo(0, 200));
  await visitor.say("Something new");
  await expect(page.getByRole("button", { name: "New messages" })).toBeVisible();
  expect(await scrollTop()).toBe(200);
  await page.getByRole("button", { name: "New messages" }).click();
  await expect(log.getByText("Something new")).toBeInViewport();
  await expect(page.getByRole("button", { name: "New messages" })).toBeHidden();
});
