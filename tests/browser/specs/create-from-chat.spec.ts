// A ticket that an agent makes of a conversation, and how ticket and conversation lead to each other.

import type { Page } from "@playwright/test";
import { Chatter } from "../fixtures/chat";
import { longAddress } from "../fixtures/people";
import { AGENT, expect, test } from "../fixtures/test";

test("an agent makes a ticket of a conversation; the visitor reads the number, gets the mail and finds the ticket", async ({
  stack,
  agent,
  api,
  mailbox,
  tracker,
}) => {
  test.setTimeout(90_000);
  const visitor = await Chatter.start(stack, { name: "Ana Lopes" });
  await visitor.say("Hello, is anybody there?");
  await visitor.say("The lamp came without its shade");
  const page = await agent(AGENT, { path: `/dashboard/conversations/${visitor.id}` });

  await page.getByRole("button", { name: "Create ticket" }).click();
  const dialog = page.getByRole("dialog", { name: "New ticket from the conversation" });
  await expect(fact(dialog, "Name")).toHaveText("Ana Lopes");
  await expect(fact(dialog, "E-mail")).toHaveText(`${visitor.email}not verified`);
  await expect(fact(dialog, "Conversation")).toHaveText(visitor.id);
  await expect(dialog.getByRole("textbox", { name: "E-mail" })).toHaveCount(0);
  // The first thing that is done here, while the empty title has the focus.
  await dialog.getByRole("button", { name: "Add 2 messages to description" }).click();
  await expect(dialog.getByLabel("Description")).toHaveValue(
    "Hello, is anybody there?\nThe lamp came without its shade",
  );
  await dialog.getByLabel("Description").fill("");
  await dialog.getByRole("checkbox", { name: /came without/ }).check();
  await dialog.getByRole("button", { name: "Add 1 message to description" }).click();
  await expect(dialog.getByLabel("Description")).toHaveValue("The lamp came without its shade");
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByText("Fill this in.")).toHaveCount(1);
  await dialog.getByLabel("Title").fill("No shade");
  await choose(page, "Priority", "High");
  await choose(page, "Category", "Technical");
  await dialog.getByRole("button", { name: "Create ticket" }).click();

  const done = page.getByRole("dialog", { name: /^Ticket TKT-\d+ is created$/ });
  await expect(done).toContainText(visitor.email);
  const number = (await done.getByRole("heading").textContent())?.match(/TKT-\d+/)?.[0] ?? "";
  await done.getByRole("button", { name: `Copy ${number}` }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
  await done.getByRole("button", { name: "Done" }).click();
  expect(await api.ticket(number)).toMatchObject({
    title: "No shade",
    description: "The lamp came without its shade",
    priority: "high",
    category: "technical",
    customer_name: "Ana Lopes",
    customer_email: visitor.email,
    conversation_id: visitor.id,
    source: "chat",
  });

  // The conversation says the number to both sides, with the card.
  await visitor.hears(`Ticket ${number} was created from this conversation.`);
  const card = page.getByRole("article", { name: `Ticket ${number}` });
  for (const text of ["No shade", "Open", "High", "Technical", "Ana Lopes"])
    await expect(card).toContainText(text);
  const mail = await mailbox.mailTo(visitor.email, ({ subject }) => subject.includes(number));
  const [customers] = await Promise.all([
    page.context().waitForEvent("page"),
    card.getByRole("link", { name: /View full ticket details/ }).click(),
  ]);
  await expect(customers.getByLabel(/number/i)).toHaveValue(number);
  await tracker.open(new URL(/https?:\S+track-ticket\S*/.exec(mail.text)?.[0] ?? "", stack.url).search);
  await tracker.page.getByLabel(/mail address/).fill(visitor.email);
  await tracker.page.getByRole("button", { name: "Search" }).click();
  await expect(tracker.page.getByText("No shade").first()).toBeVisible();

  // From the card to the ticket, and from there back.
  await card.getByRole("link", { name: number }).click();
  await expect(page.getByRole("heading", { level: 1, name: "No shade" })).toBeVisible();
  await expect(details(page)).toContainText("Open conversationOpen");
  await details(page).getByRole("link", { name: "Open conversation" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ana Lopes" })).toBeVisible();
  await expect(page.getByRole("link", { name: number }).first()).toBeVisible();
});

test("a ticket is shared into its conversation with one click, once, though the first answer is lost", async ({
  stack,
  agent,
  api,
  problems,
}) => {
  problems.allow(/ERR_FAILED/);
  const visitor = await Chatter.start(stack);
  const { ticket_number: number } = await api.create({ conversation_id: visitor.id, title: "No shade" });
  const page = await agent(AGENT, { path: `/dashboard/tickets/${number}` });
  let lost = false;
  await page.route("**/chat/*/messages", async (route) => {
    if (route.request().method() !== "POST" || lost) return route.fallback();
    lost = true;
    // The server has it; the browser never learns.
    expect((await route.fetch()).status()).toBe(201);
    await route.abort();
  });
  const share = details(page).getByRole("button", { name: "Share into conversation" });
  await share.click();
  await expect(page.getByText("it is said only once", { exact: false }).first()).toBeVisible();
  await share.click();
  await expect(page.getByText(`${number} is shared into the conversation`)).toBeVisible();
  const { messages } = await visitor.read();
  const said = messages.filter(({ text }) => text === `Ticket ${number}: No shade`);
  expect(said).toHaveLength(1);
  expect(said[0]?.cards).toMatchObject([{ kind: "ticket", ticket_number: number }]);

  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByRole("log").getByText(`Ticket ${number}: No shade`)).toBeVisible();
  await expect(page.getByRole("article", { name: `Ticket ${number}` }).last()).toBeVisible();
});

test("a card that the visitor may not see is not shared in silence", async ({ stack, agent, api }) => {
  const visitor = await Chatter.start(stack);
  const { ticket_number: number } = await api.create({
    conversation_id: visitor.id,
    customer_name: "Ana Lopes",
    customer_email: "ana.lopes@example.net",
  });
  const page = await agent(AGENT, { path: `/dashboard/tickets/${number}` });
  await details(page).getByRole("button", { name: "Share into conversation" }).click();
  await expect(page.getByText("the visitor sees no card", { exact: false })).toBeVisible();
});

test("a ticket is found while answering, the visitor's first, and its number becomes a card", async ({
  stack,
  agent,
  api,
}) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Where is my lamp?");
  const own = { customer_name: visitor.name, customer_email: visitor.email };
  const mine = await api.create({ ...own, title: "No shade" });
  const other = await api.create({ title: `Shade ${visitor.id.slice(0, 6)}` });
  const page = await agent(AGENT, { path: `/dashboard/conversations/${visitor.id}` });
  const answer = page.getByRole("textbox", { name: /^Answer to/ });
  await answer.fill("It is on its way, see");

  await page.getByRole("button", { name: "Insert ticket" }).click();
  const search = page.getByRole("combobox", { name: "Number or words" });
  await expect(search).toBeFocused();
  await expect(page.getByRole("option")).toHaveText([/No shade/]);
  await search.fill(other.title);
  await expect(page.getByRole("option")).toHaveText([new RegExp(other.ticket_number)]);
  await expect(page.getByText("the visitor sees no card", { exact: false })).toBeVisible();
  await search.fill(mine.ticket_number);
  await expect(page.getByRole("option")).toHaveText([/No shade/]);
  await page.keyboard.press("Enter");
  await expect(answer).toBeFocused();
  await expect(answer).toHaveValue(`It is on its way, see ${mine.ticket_number} `);
  await page.keyboard.type("please");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("article", { name: `Ticket ${mine.ticket_number}` })).toContainText("No shade");
  await visitor.hears(`It is on its way, see ${mine.ticket_number} please`);
});

test("each conversation keeps its own draft, and what the server refuses is told", async ({
  stack,
  agent,
  problems,
}) => {
  problems.allow(/422/);
  const [one, two] = [await Chatter.start(stack), await Chatter.start(stack)];
  const page = await agent(AGENT, { path: `/dashboard/conversations/${one.id}` });
  await page.getByRole("button", { name: "Create ticket" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Title").fill("Of the first");
  await page.keyboard.press("Escape");
  await page.goto(`/dashboard/conversations/${two.id}`);
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByLabel("Title")).toHaveValue("");
  await expect(dialog.getByText("Your draft is kept", { exact: false })).toHaveCount(0);
  await dialog.getByLabel("Title").fill("Of the second");
  await dialog.getByLabel("Description").fill("Broken");
  await page.route("**/api/ticket", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 422, contentType: "application/problem+json", json: OF_ANOTHER_WORKSPACE })
      : route.fallback(),
  );
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This conversation is not one of your workspace");
  await page.goto(`/dashboard/conversations/${one.id}`);
  await page.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByLabel("Title")).toHaveValue("Of the first");
});

for (const { width, height } of [
  { width: 320, height: 640 },
  { width: 1440, height: 900 },
]) {
  test(`dialog, picker and ticket are accessible and fit at ${width} pixels`, async ({
    stack,
    agent,
    api,
    axe,
    noHorizontalScroll,
  }) => {
    test.setTimeout(90_000);
    const visitor = await Chatter.start(stack, {
      name: "Maria Immaculata von und zu Hohenlohe-Langenburg",
      email: longAddress("maria"),
    });
    for (const text of ["Hello", "x".repeat(300), "My lamp is broken.\nIt does not light.", "🎫"])
      await visitor.say(text);
    const { ticket_number: number } = await api.create({
      conversation_id: visitor.id,
      title: `Lamp${"p".repeat(190)}`,
    });
    await visitor.say("Another one, too");
    const page = await agent(AGENT, {
      viewport: { width, height },
      path: `/dashboard/conversations/${visitor.id}`,
    });
    await expect(page.getByRole("article", { name: `Ticket ${number}` })).toBeVisible();
    await noHorizontalScroll(page);
    await page.getByRole("button", { name: "Insert ticket" }).click();
    await expect(page.getByRole("option")).toHaveCount(1);
    await axe(page);
    await noHorizontalScroll(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Create ticket" }).click();
    await expect(page.getByRole("checkbox", { checked: true })).toHaveCount(1);
    await axe(page);
    await noHorizontalScroll(page);
    await page.goto(`/dashboard/tickets/${number}`);
    await expect(details(page).getByRole("link", { name: "Open conversation" })).toBeVisible();
    await axe(page);
    await noHorizontalScroll(page);
  });
}

const OF_ANOTHER_WORKSPACE = {
  type: "urn:tkt:problem:invalid-fields",
  title: "Some fields are not valid",
  status: 422,
  detail: "The fields in `errors` need another value.",
  errors: [{ pointer: "/conversation_id", detail: "must be a conversation of this workspace" }],
};

function fact(dialog: ReturnType<Page["getByRole"]>, term: string) {
  return dialog.getByRole("definition").and(dialog.locator(`dt:text-is("${term}") + dd`));
}

function details(page: Page) {
  return page.getByRole("complementary", { name: "Details" });
}

async function choose(page: Page, field: string, value: string) {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: value }).click();
}
