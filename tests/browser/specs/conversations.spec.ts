// The list of conversations, and what of it is seen in every view: the badge, the tab's title, the browser's calls.

import type { Page } from "@playwright/test";
import { Chatter } from "../fixtures/chat";
import { row } from "../fixtures/list";
import { AGENT, expect, OWNER, test } from "../fixtures/test";
import { setVisibility } from "../fixtures/visibility";

test.describe("with a stack of its own", () => {
  test.use({ fresh: true });

  test("a new conversation appears, is counted in every view, and reading it ends that", async ({
    agent,
    api,
    stack,
  }) => {
    await readAll(api.request.bind(api));
    const page = await agent();
    await expect(page).toHaveTitle("Active tickets - tkt");
    const visitor = await Chatter.start(stack, {
      name: "Nina Petrova",
      page: "https://shop.example/lamps?a=1",
    });
    await visitor.say("Is the lamp dimmable?");
    await visitor.say("And in red?");

    await expect(page).toHaveTitle("(1) Active tickets - tkt");
    const item = page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Chats/ });
    await expect(item).toContainText("1 unread");
    await item.click();
    await expect(page).toHaveTitle("(1) Conversations - tkt");
    const line = row(page, visitor.id);
    await expect(line).toContainText("Nina Petrova");
    await expect(line).toContainText("not verified");
    await expect(line).toContainText("And in red?");
    await expect(line).toContainText("2 unread messages");
    await expect(line.getByText("shop.example/lamps")).toHaveAttribute(
      "title",
      "https://shop.example/lamps?a=1",
    );

    await line.click();
    await expect(page.getByRole("log")).toContainText("Is the lamp dimmable?");
    await expect(page).toHaveTitle("Nina Petrova - tkt");
    await expect(item).not.toContainText("unread");
    await expect(line).not.toContainText("unread");
  });

  test("who looks elsewhere has not read, and is called if they want it", async ({ agent, api, stack }) => {
    await readAll(api.request.bind(api));
    const visitor = await Chatter.start(stack, { name: "Otto" });
    await visitor.say("First");
    const page = await agent(AGENT, { path: "about:blank", permissions: ["notifications"] });
    await recordCalls(page);
    await page.goto(`/dashboard/conversations/${visitor.id}`);
    await expect(page.getByRole("log")).toContainText("First");
    await expect.poll(() => unreadOf(api, visitor.id)).toBe(0);
    await page.getByRole("button", { name: "How you are called" }).click();
    await page.getByRole("checkbox", { name: "Browser notifications" }).click();
    await page.keyboard.press("Escape");

    await visitor.say("You see this");
    await expect(page.getByRole("log")).toContainText("You see this");
    await expect.poll(() => unreadOf(api, visitor.id)).toBe(0);
    expect(await callsOf(page)).toEqual([]);

    await setVisibility(page, "hidden");
    await visitor.say("Are you still there?");
    await expect
      .poll(() => callsOf(page), { timeout: 40_000 })
      .toEqual(["Message from Otto: Are you still there?"]);
    expect(await unreadOf(api, visitor.id)).toBe(1);
    await setVisibility(page, "visible");
    await expect.poll(() => unreadOf(api, visitor.id)).toBe(0);
  });
});

test("the choice to be called outlives a reload, and a browser that refuses is believed", async ({
  agent,
}) => {
  const page = await agent(AGENT, { path: "/dashboard/conversations", permissions: [] });
  const toggle = (name: string) => page.getByRole("checkbox", { name });
  const open = () => page.getByRole("button", { name: "How you are called" }).click();
  await page.evaluate(() => {
    Notification.requestPermission = async () => "denied";
  });
  await open();
  await expect(toggle("Sound")).not.toBeChecked();
  await toggle("Sound").click();
  await toggle("Browser notifications").click();
  await expect(page.getByText("The browser does not allow notifications").first()).toBeVisible();
  await page.reload();
  await open();
  await expect(toggle("Sound")).toBeChecked();
  await expect(toggle("Browser notifications")).not.toBeChecked();
});

test("closed conversations have a list of their own, which has an address", async ({ agent, api, stack }) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Thank you, that was all.");
  await api.request("POST", `/chat/${visitor.id}/close`);
  const page = await agent(AGENT, { path: "/dashboard/conversations" });
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await expect(row(page, visitor.id)).toHaveCount(0);
  await page.getByRole("link", { name: "Closed", exact: true }).click();
  await expect(row(page, visitor.id)).toBeVisible();
  await expect(page).toHaveURL(/state=closed/);
  await page.reload();
  await expect(row(page, visitor.id)).toBeVisible();
});

test("older conversations are on the next page, and the way back leads here", async ({ agent, stack }) => {
  test.slow();
  const oldest = await Chatter.start(stack);
  for (let i = 0; i < 20; i += 1) await Chatter.start(stack);
  const page = await agent(AGENT, { path: "/dashboard/conversations" });
  await expect(page.locator("[data-row]")).toHaveCount(20);
  await page.getByRole("link", { name: "Next page" }).click();
  await expect(row(page, oldest.id)).toBeVisible();
  await page.getByRole("link", { name: "Previous page" }).click();
  await expect(page.getByText("1–20")).toBeVisible();
  await expect(row(page, oldest.id)).toHaveCount(0);
});

test("nothing moves under the pointer; what is new waits", async ({ agent, stack }) => {
  const first = await Chatter.start(stack);
  await first.say("One");
  const page = await agent(AGENT, { path: "/dashboard/conversations" });
  await row(page, first.id).hover();
  const second = await Chatter.start(stack);
  await second.say("Two");
  const pill = page.getByRole("button", { name: /new conversation|list has changed/ });
  await expect(async () => {
    await page.mouse.move(200 + Math.random() * 20, 100);
    await expect(pill).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(row(page, second.id)).toHaveCount(0);
  await pill.click();
  await expect(row(page, second.id)).toBeVisible();
});

test("keys alone lead to a conversation, through it, and to the next", async ({ agent, stack }) => {
  const other = await Chatter.start(stack, { name: "Other" });
  await other.say("Me, too");
  const visitor = await Chatter.start(stack, { name: "Keys" });
  await visitor.say("Hello");
  const page = await agent();
  await expect(page.getByRole("link", { name: /Chats/ })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(row(page, visitor.id)).toBeVisible();
  await page.keyboard.press("j");
  await expect(row(page, visitor.id)).toBeFocused();
  await page.keyboard.press("Enter");
  const box = page.getByRole("textbox", { name: "Answer to Keys" });
  await expect(box).toBeVisible();
  await page.keyboard.press("r");
  await expect(box).toBeFocused();
  await page.keyboard.type("All by keys.");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("Two lines.");
  await page.keyboard.press("Enter");
  await visitor.hears("All by keys.\nTwo lines.");
  await expect(box).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("c");
  await expect(page.getByRole("dialog")).toContainText("Keys");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: "Reopen the conversation" })).toBeVisible();
  await page.keyboard.press("x");
  await expect(page.getByRole("button", { name: "Close the conversation" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.getByRole("textbox", { name: "Answer to Other" })).toBeVisible();
});

test("on a phone a conversation covers the list, and closing it gives the focus back", async ({
  agent,
  stack,
}) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Hello");
  const path = "/dashboard/conversations";
  const page = await agent(OWNER, { path, viewport: { width: 375, height: 667 } });
  await row(page, visitor.id).click();
  await expect(page.getByRole("log")).toContainText("Hello");
  await expect(row(page, visitor.id)).toBeHidden();
  await page.getByRole("link", { name: "Back to the conversations" }).click();
  await expect(row(page, visitor.id)).toBeFocused();
});

type Request = (method: string, path: string) => Promise<{ body: { items: { id: string }[] } }>;

/** The seeded conversation waits, too. */
async function readAll(request: (method: string, path: string) => Promise<unknown>): Promise<void> {
  const list = await (request as Request)("GET", "/chat?state=open");
  for (const { id } of list.body.items) await request("POST", `/chat/${id}/read`);
}

async function unreadOf(
  api: { request<T>(method: string, path: string): Promise<{ body: T }> },
  id: string,
): Promise<number> {
  return (await api.request<{ unread: number }>("GET", `/chat/${id}`)).body.unread;
}

/** Writes down what the browser would show. */
async function recordCalls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const calls: string[] = [];
    Reflect.set(globalThis, "calls", calls);
    class Recorded {
      static permission = "granted";
      static requestPermission = async () => "granted";
      constructor(title: string, { body }: { body: string }) {
        calls.push(`${title}: ${body}`);
      }
    }
    Reflect.set(globalThis, "Notification", Recorded);
  });
}

function callsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => Reflect.get(globalThis, "calls"));
}
