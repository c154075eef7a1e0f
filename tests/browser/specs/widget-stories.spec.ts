// The two stories of the widget, whole: a visitor on a page of another origin, an agent on the dashboard.

import { OWNER } from "../fixtures/test";
import { expect, test } from "../fixtures/widget-test";

test("an agent makes a ticket of a chat, and the visitor follows it", async ({
  arrive,
  agent,
  tracker,
  mailbox,
}) => {
  test.setTimeout(120_000);
  const maria = await arrive();
  await maria.begin();
  await maria.say("My lamp arrived without its shade.");
  await maria.say("It is a present for Saturday.");

  // The agent finds it by its visitor, and answers.
  const desk = await agent(undefined, { path: "/dashboard/conversations" });
  await desk
    .getByRole("link", { name: new RegExp(maria.name) })
    .filter({ hasText: "present for Saturday" })
    .first()
    .click();
  await expect(desk.getByText("My lamp arrived without its shade.").first()).toBeVisible();
  await expect(desk.getByText("not verified").first()).toBeVisible();
  await desk.getByRole("textbox", { name: `Answer to ${maria.name}` }).fill("I am sorry. I write that down.");
  await desk.keyboard.press("Enter");
  await expect(maria.message("I am sorry. I write that down.")).toBeVisible();

  await desk.getByRole("button", { name: "Create ticket" }).click();
  const dialog = desk.getByRole("dialog", { name: "New ticket from the conversation" });
  await expect(dialog.getByText(maria.email).first()).toBeVisible();
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  await expect(dialog.getByText("Fill this in.").first()).toBeVisible();
  await dialog.getByLabel("Title").fill("Lamp without its shade");
  await dialog.getByLabel("Description").fill("The box held only the foot.");
  await dialog.getByRole("button", { name: "Create ticket" }).click();
  const created = desk.getByRole("dialog", { name: /Ticket TKT-\d+ is created/ });
  await expect(created).toBeVisible();
  const number = (await created.innerText()).match(/TKT-\d+/)?.[0] ?? "";
  await created.getByRole("button", { name: "Done" }).click();

  // The number stands in the conversation, on both sides, with the same card.
  await expect(maria.card(number)).toContainText("Lamp without its shade");
  await expect(desk.getByRole("article", { name: `Ticket ${number}` }).first()).toContainText(
    "Lamp without its shade",
  );
  const mail = await mailbox.mailTo(maria.email, ({ subject }) => subject.includes(number));
  expect(mail.text).toContain(number);

  // The link of the card leads to the tracker, the e-mail opens the ticket.
  const opening = maria.page.waitForEvent("popup");
  await maria
    .card(number)
    .getByRole("link", { name: /View full ticket details/ })
    .click();
  const opened = await opening;
  await expect(opened.getByLabel(/number/i)).toHaveValue(number);
  await tracker.show(number, maria.email);
  await expect(tracker.page.getByText("The box held only the foot.")).toBeVisible();

  // Ticket and conversation lead to each other.
  await desk.goto(`/dashboard/tickets/${number}`);
  await desk
    .getByRole("link", { name: /conversation/i })
    .first()
    .click();
  await expect(desk.getByText("My lamp arrived without its shade.").first()).toBeVisible();
});

test("a visitor raises a ticket in the chat, the owner gets a mail, and the number stands in the conversation", async ({
  arrive,
  agent,
  mailbox,
  api,
}) => {
  test.setTimeout(120_000);
  const maria = await arrive();
  await maria.begin();
  const raise = maria.panel.getByRole("button", { name: "Raise Support Ticket" });
  await maria.say("Hello");
  await expect(raise).toBeHidden();
  await maria.say("The dimmer hums. Can I have a support ticket?");
  await raise.click();

  // What is known is filled in, and checked as it is typed.
  await expect(maria.panel.getByLabel("Name")).toHaveValue(maria.name);
  const email = maria.panel.getByLabel("E-mail address");
  await expect(email).toHaveValue(maria.email);
  await email.fill("maria@");
  await email.blur();
  await expect(maria.panel.getByText("This is not an e-mail address.", { exact: false })).toBeVisible();
  await email.fill(maria.email);
  await expect(maria.panel.getByText("This is not an e-mail address.", { exact: false })).toBeHidden();
  await maria.panel.getByLabel("Phone (optional)").fill("+49 40 5550 142");
  await maria.panel.getByLabel("What is it about?").fill("The dimmer hums at low light.");
  await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();

  const words = maria.panel.getByText(/Ticket TKT-\d+ is raised\./);
  await expect(words).toBeVisible();
  const number = (await words.innerText()).match(/TKT-\d+/)?.[0] ?? "";
  await expect(words).toHaveText(`Ticket ${number} is raised. We have sent the number to ${maria.email}.`);
  await maria.panel.getByRole("button", { name: `Copy ${number}` }).click();
  expect(await maria.page.evaluate(() => navigator.clipboard.readText())).toBe(number);
  await expect(maria.panel.getByRole("link", { name: /Follow this ticket/ })).toHaveAttribute(
    "href",
    new RegExp(`/track-ticket\\?ticket=${number}`),
  );

  const told = await mailbox.mailTo(OWNER, ({ subject, text }) => `${subject} ${text}`.includes(number));
  expect(told.text).toContain("The dimmer hums at low light.");
  await mailbox.mailTo(maria.email, ({ subject, text }) => `${subject} ${text}`.includes(number));
  expect(await api.ticket(number)).toMatchObject({
    source: "widget",
    customer_name: maria.name,
    customer_email: maria.email,
    customer_phone: "+49 40 5550 142",
    description: "The dimmer hums at low light.",
    conversation_id: (await maria.conversation()).id,
  });

  await maria.panel.getByText("Back to the chat").click();
  await expect(maria.card(number)).toContainText("Open");
  await expect(raise).toBeHidden();
  const { id } = await maria.conversation();
  const desk = await agent(undefined, { path: `/dashboard/conversations/${id}` });
  await expect(desk.getByRole("article", { name: `Ticket ${number}` }).first()).toBeVisible();

  // The agent's work shows in the card after a while out of sight, and after a reload at once.
  await api.update(number, { status: "in_progress" });
  await maria.page.reload();
  await maria.open();
  await expect(maria.card(number)).toContainText("In progress");
});

test("a ticket that could not be raised keeps every word, and the next try makes one ticket", async ({
  arrive,
  api,
  problems,
}) => {
  problems.allow(/ERR_FAILED|Failed to load resource|tkt: /);
  const maria = await arrive();
  await maria.begin();
  await maria.panel.getByRole("button", { name: "More" }).click();
  await maria.panel.getByRole("menuitem", { name: "Raise a ticket" }).click();
  await maria.panel.getByLabel("What is it about?").fill("The cable is too short.");
  let lost = 0;
  await maria.page.route("**/api/tickets/create", async (route) => {
    if (route.request().method() !== "POST" || lost > 0) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
  await expect(maria.panel.getByRole("button", { name: "Try again" })).toBeVisible();
  await expect(maria.panel.getByLabel("What is it about?")).toHaveValue("The cable is too short.");

  // Over a reload as well.
  await maria.page.reload();
  await maria.open();
  await maria.panel.getByRole("button", { name: "More" }).click();
  await maria.panel.getByRole("menuitem", { name: "Raise a ticket" }).click();
  await expect(maria.panel.getByLabel("What is it about?")).toHaveValue("The cable is too short.");
  await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
  await expect(maria.panel.getByText(/Ticket TKT-\d+ is raised\./)).toBeVisible();
  const { body } = await api.request<{ items: unknown[] }>(
    "GET",
    `/ticket?customer_email=${encodeURIComponent(maria.email)}`,
  );
  expect(body.items).toHaveLength(1);
});
