// How conversations look: every width, light and dark, whatever people write.

import { Chatter } from "../fixtures/chat";
import { row } from "../fixtures/list";
import { longAddress } from "../fixtures/people";
import { AGENT, expect, test } from "../fixtures/test";

const HOSTILE = [
  `<script>alert(1)</script><img src=x onerror="alert(1)">`,
  "W".repeat(2_000),
  "🔥👩‍👩‍👧‍👦",
  `كيف يمكنني تغيير كلمة المرور؟ ${"ن".repeat(200)}`,
  `https://evil.example/${"a".repeat(300)}`,
  "One\n\n\n\tTwo   three",
];

for (const width of [320, 768, 1440]) {
  test(`at ${width} pixels nothing that people write breaks it`, async ({
    agent,
    api,
    axe,
    noHorizontalScroll,
    stack,
  }) => {
    const visitor = await Chatter.start(stack, {
      name: `<b>${"N".repeat(90)}</b>`,
      email: longAddress("nora"),
      page: `https://shop.example/${"p".repeat(400)}`,
    });
    for (const text of HOSTILE) await visitor.say(text);
    await api.create({ conversation_id: visitor.id, title: "T".repeat(200) });
    const viewport = { width, height: 900 };
    const page = await agent(AGENT, { path: "/dashboard/conversations", viewport });
    await expect(row(page, visitor.id)).toBeVisible();
    await noHorizontalScroll(page);
    await axe(page);
    await row(page, visitor.id).click();
    const log = page.getByRole("log");
    for (const text of HOSTILE) {
      await expect(log.locator("p").filter({ hasText: text.slice(0, 300) })).not.toHaveCount(0);
    }
    await expect(log.locator("script, img, b")).toHaveCount(0);
    await expect(log.locator("a[href*=evil]")).toHaveCount(0);
    await noHorizontalScroll(page);
    await axe(page);
  });
}

test("a closed conversation and the switches pass axe", async ({ agent, api, axe, stack }) => {
  const visitor = await Chatter.start(stack);
  await visitor.say("Thanks.");
  await api.request("POST", `/chat/${visitor.id}/close`);
  const page = await agent(AGENT, { path: `/dashboard/conversations/${visitor.id}?state=closed` });
  await expect(page.getByText("This conversation is closed.")).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "How you are called" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await axe(page);
});

test.describe("before anybody has written", () => {
  test.use({ fresh: true });

  test("the list says where the widget comes from", async ({ agent, api, axe }) => {
    const list = await api.request<{ items: { id: string }[] }>("GET", "/chat?state=open");
    for (const { id } of list.body.items) await api.request("POST", `/chat/${id}/close`);
    const page = await agent("owner@example.com", { path: "/dashboard/conversations" });
    await expect(page.getByText("Nobody has written yet")).toBeVisible();
    await axe(page);
    await page.getByRole("link", { name: "Go to the settings" }).click();
    await expect(page).toHaveURL(/settings\/widget/);
  });
});
