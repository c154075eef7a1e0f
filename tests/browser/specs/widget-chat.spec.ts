// A visitor's chat: what is said, and what is kept.

import { someone } from "../fixtures/api";
import { expect, test } from "../fixtures/widget-test";

test("name and e-mail are asked once, then messages go both ways", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.open();
  await maria.panel.getByRole("button", { name: "Start the chat" }).click();
  await expect(maria.panel.getByText("Type your name.")).toBeVisible();
  await expect(maria.panel.getByLabel("Name")).toBeFocused();
  await maria.introduce();
  await maria.say("Does the Mira lamp come with a bulb?");
  const { id } = await maria.conversation();
  await chats.answer(id, "It does, with one of 8 W.");
  await expect(maria.message("It does, with one of 8 W.")).toBeVisible();
  expect((await chats.read(id)).map(({ text }) => text)).toEqual([
    "Does the Mira lamp come with a bulb?",
    "It does, with one of 8 W.",
  ]);
});

test("a reload and another page keep the conversation, the draft and the place", async ({
  arrive,
  shop,
  stack,
  chats,
}) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("I am still thinking");
  await maria.composer.fill("Half a sen");
  const { id } = await maria.conversation();
  await maria.page.reload();
  await maria.open();
  await expect(maria.composer).toHaveValue("Half a sen");
  await expect(maria.message("I am still thinking")).toHaveCount(1);

  await maria.page.goto(shop.show({ body: "<h1>Another page</h1>" }, stack.url));
  await maria.open();
  await expect(maria.composer).toHaveValue("Half a sen");
  await maria.composer.press("End");
  await maria.composer.pressSequentially("tence");
  await maria.composer.press("Enter");
  await expect(maria.message("Half a sentence")).toContainText("Sent");
  expect((await maria.conversation()).id).toBe(id);
  expect(await chats.read(id)).toHaveLength(2);
});

test("what was not sent before a reload is sent after it, once", async ({ arrive, chats, problems }) => {
  problems.allow(/ERR_FAILED|Failed to load resource|tkt: /);
  const maria = await arrive();
  await maria.begin();
  const { id } = await maria.conversation();
  await maria.page
    .context()
    .route("**/api/chat/*/messages", (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
    );
  await maria.type("Do not lose me");
  await expect(maria.message("Do not lose me")).toContainText("Waits to be sent");
  await maria.page.reload();
  await maria.page.context().unroute("**/api/chat/*/messages");
  await maria.open();
  await expect(maria.message("Do not lose me")).toContainText("Sent", { timeout: 30_000 });
  expect((await chats.read(id)).map(({ text }) => text)).toEqual(["Do not lose me"]);
});

test("an answer lost on its way makes no double", async ({ arrive, chats, problems }) => {
  problems.allow(/ERR_FAILED|Failed to load resource|tkt: /);
  const maria = await arrive();
  await maria.begin();
  const { id } = await maria.conversation();
  let lost = 0;
  await maria.page.route("**/api/chat/*/messages", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await maria.type("Said once");
  await expect(maria.message("Said once")).toContainText("Sent", { timeout: 30_000 });
  await expect(maria.message("Said once")).toHaveCount(1);
  expect(lost).toBe(1);
  expect(await chats.read(id)).toHaveLength(1);
});

test("two tabs of one visitor are one conversation", async ({ arrive, shop, stack, chats }) => {
  const maria = await arrive();
  const there = await maria.tab(shop.show({}, stack.url));
  await maria.begin();
  await there.open();
  await maria.say("From the first tab");
  await expect(there.message("From the first tab")).toBeVisible();
  await there.say("From the second tab");
  await expect(maria.message("From the second tab")).toBeVisible();
  const { id } = await maria.conversation();
  const answers = await chats.read(id);
  expect(answers.map(({ text }) => text)).toEqual(["From the first tab", "From the second tab"]);
  await expect(maria.message(/From the/)).toHaveCount(2);
  await expect(there.message(/From the/)).toHaveCount(2);
});

test("the badge counts what came while the chat was closed", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("Is anybody there?");
  const { id } = await maria.conversation();
  await maria.close();
  await chats.answer(id, "We are.");
  await chats.answer(id, "What is it about?");
  // A closed widget looks every half minute: as if the last time were long ago.
  await maria.tamper({ watched: { unread: 0, at: 0 } });
  await maria.page.reload();
  await expect(maria.page.getByRole("button", { name: /2 new messages/ })).toBeVisible();
  await maria.open();
  await expect(maria.messages.getByText("New", { exact: true })).toBeVisible();
  await expect(maria.message("We are.")).toBeVisible();
  await maria.close();
  await maria.page.reload();
  await expect(maria.bubble).toBeVisible();
  await expect(maria.page.getByRole("button", { name: /new message/ })).toHaveCount(0);
});

test("what is pasted is shown as the text that it is", async ({ arrive, chats }) => {
  const text = `<img src=x onerror="document.title='taken'"><b>bold</b> &amp; <script>document.title='taken'</script>`;
  const maria = await arrive();
  await maria.begin();
  await maria.say(text);
  const { id } = await maria.conversation();
  await chats.answer(id, text);
  await expect(maria.messages.getByText(text, { exact: true })).toHaveCount(2);
  await expect(maria.messages.locator("b, img, script")).toHaveCount(0);
  await expect(maria.page).toHaveTitle("Lamp shop");
});

test("emoji alone stand large, and 2,000 characters fit but one more does not", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.begin();
  await maria.say("🎉👩‍👩‍👧");
  const emoji = maria.messages.getByText("🎉👩‍👩‍👧", { exact: true });
  const size = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize);
  expect(await emoji.evaluate(size)).toBeGreaterThan(20);

  const longest = "Lampenschirm🙂".repeat(200).slice(0, 2_200);
  const fits = [...longest].slice(0, 2_000).join("");
  await maria.composer.fill(`${fits}x`);
  await expect(maria.panel.getByText("1 character too many")).toBeVisible();
  await maria.composer.press("Enter");
  await expect(maria.composer).toHaveValue(`${fits}x`);
  await maria.composer.fill(fits);
  await maria.composer.press("Enter");
  await expect(maria.message(fits)).toContainText("Sent");
  const { id } = await maria.conversation();
  expect((await chats.read(id)).map(({ text }) => text)).toEqual(["🎉👩‍👩‍👧", fits]);
  const sticksOut = await maria.messages.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(sticksOut).toBeLessThanOrEqual(0);
});

test("200 messages are there after a reload, each once, at the newest", async ({ arrive, chats }) => {
  const maria = await arrive();
  await maria.begin();
  const { id, token } = await maria.conversation();
  await chats.talk(id, token, 200);
  // What was not read yet would be opened where the reading stopped.
  await expect(maria.message("Answer 200 of 200")).toBeInViewport();
  await maria.page.reload();
  await maria.open();
  await expect(maria.message("Answer 200 of 200")).toBeInViewport();
  const said = maria.message(/ of 200/);
  await expect(said).toHaveCount(200);
  const order = (await said.allInnerTexts()).map((text) => Number(text.match(/(\d+) of 200/)?.[1]));
  expect(order).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));

  // Who reads further up is left there.
  await maria.messages.evaluate((element) => element.scrollTo(0, 0));
  await chats.answer(id, "One more");
  const newest = maria.panel.getByRole("button", { name: "New messages" });
  await expect(newest).toBeVisible();
  expect(await maria.messages.evaluate((element) => element.scrollTop)).toBe(0);
  await newest.click();
  await expect(maria.message("One more")).toBeInViewport();
});

test("the owner of a ticket sees its card, another visitor the words of the error card, and an agent the same", async ({
  arrive,
  agent,
  api,
}) => {
  const maria = await arrive();
  const { ticket_number: number } = await api.create({
    title: "The lamp hums",
    customer_name: maria.name,
    customer_email: maria.email,
    priority: "high",
  });
  await maria.begin();
  await maria.type(`What about ${number}?`);
  const card = maria.card(number);
  await expect(card).toContainText("The lamp hums");
  await expect(card).toContainText("Open");
  await expect(card).toContainText("High");
  await expect(card).toContainText("We have your ticket and will look at it soon.");
  await expect(card.getByRole("link", { name: /View full ticket details/ })).toHaveAttribute(
    "href",
    new RegExp(`/track-ticket\\?ticket=${number}`),
  );

  const other = await arrive({}, { name: "Jonas Berg" });
  await other.begin();
  await other.type(`Tell me of ${number}`);
  await expect(other.card(number)).toContainText(
    "We could not show this ticket here. If it is yours, check that you chat with the e-mail that you used for it.",
  );
  await expect(other.card(number)).not.toContainText("hums");

  const { id } = await maria.conversation();
  const desk = await agent(undefined, { path: `/dashboard/conversations/${id}` });
  const same = desk.getByRole("article", { name: `Ticket ${number}` });
  await expect(same).toContainText("The lamp hums");
  await expect(same).toContainText("We have your ticket and will look at it soon.");
  const { id: others } = await other.conversation();
  await desk.goto(`/dashboard/conversations/${others}`);
  await expect(desk.getByText("We could not show this ticket here.")).toBeVisible();
});

test("a visitor whom the page knows is not asked", async ({ arrive, chats }) => {
  const maria = await arrive();
  const { customer_name: name, customer_email: email } = someone("Ana Lopes");
  await expect(maria.bubble).toBeVisible();
  await maria.page.evaluate((person) => Reflect.get(globalThis, "tkt").identify(person), { name, email });
  await maria.open();
  await expect(maria.panel.getByLabel("Name")).toHaveValue(name);
  await expect(maria.panel.getByLabel("E-mail address")).toHaveValue(email);
  await maria.panel.getByRole("button", { name: "Start the chat" }).click();
  await maria.say("Hello");
  const { id } = await maria.conversation();
  expect((await chats.read(id))[0]?.name).toBe(name);
});
