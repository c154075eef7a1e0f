// The visitor is away: another tab is in front, or the machine sleeps.

import { setVisibility } from "../fixtures/visibility";
import { expect, test } from "../fixtures/widget-test";

test("a hidden page asks for nothing, and at once when it is seen again", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.page.clock.install();
  await maria.page.reload();
  await maria.begin();
  await maria.say("Anybody there?");
  const { id } = await maria.conversation();
  await setVisibility(maria.page, "hidden");
  await chats.answer(id, "Yes, here I am");
  const asked: string[] = [];
  maria.page.on("request", (request) => asked.push(request.url()));
  await maria.page.clock.runFor("10:00");
  expect(asked).toEqual([]);
  await setVisibility(maria.page, "visible");
  await expect(maria.message("Yes, here I am")).toHaveCount(1);
});

test("after a night's sleep what came meanwhile is there, each once and in its order", async ({
  arrive,
  chats,
}) => {
  const maria = await arrive();
  await maria.page.clock.install();
  await maria.page.reload();
  await maria.begin();
  await maria.say("Until tomorrow");
  const { id } = await maria.conversation();
  await maria.composer.fill("Half a sent");
  // Asleep: no timer comes, though the page is shown.
  await maria.page.clock.pauseAt(Date.now() + 3_600_000);
  await chats.answer(id, "Sleep well");
  await chats.answer(id, "Good morning");
  await maria.page.clock.fastForward("08:00:00");
  await maria.page.clock.resume();
  await expect(maria.message("Good morning")).toBeVisible();
  const lines = maria.messages.getByRole("listitem").filter({ hasText: /tomorrow|well|morning/ });
  await expect(lines).toHaveText([/Until tomorrow/, /Sleep well/, /Good morning/]);
  await expect(maria.composer).toHaveValue("Half a sent");
  await maria.composer.press("Enter");
  await expect(maria.message("Half a sent")).toContainText("Sent");
  expect(await chats.read(id)).toHaveLength(4);
});
