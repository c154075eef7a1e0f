// How the list looks: every width, light and dark, whatever people write.

import { rareWord, row, rows } from "../fixtures/list";
import { longAddress } from "../fixtures/people";
import { AGENT, expect, test } from "../fixtures/test";

const WIDTHS = [320, 768, 1000, 1440];

const HOSTILE = [
  { title: `<script>alert(1)</script><img src=x onerror="alert(1)">`, customer_name: "<b>Bold</b>" },
  { title: "W".repeat(200), customer_name: "N".repeat(100) },
  { title: `كيف يمكنني تغيير كلمة المرور؟ ${"ن".repeat(120)}`, customer_name: "مريم" },
  { title: `👩‍👩‍👧‍👦🔥 ${"🧾".repeat(60)}`, customer_name: "李小龍" },
];

test("at no width does anything that people write break the list", async ({
  agent,
  api,
  axe,
  noHorizontalScroll,
}) => {
  // Four widths, each in two colour schemes.
  test.slow();
  const address = longAddress("nora");
  for (const hostile of HOSTILE) {
    await api.create({
      ...hostile,
      customer_email: address,
      assigned_to: "owner@example.com",
    });
  }
  const page = await agent(AGENT, { path: `/dashboard/tickets?customer=${address}` });
  await expect(rows(page)).toHaveCount(HOSTILE.length);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const { title } of HOSTILE) await expect(page.getByText(title)).toBeVisible();
    await expect
      .poll(async () => (await rows(page).first().boundingBox())?.height, {
        message: "two lines at most, three on a card",
      })
      .toBeLessThanOrEqual(width < 900 ? 120 : 80);
    await noHorizontalScroll(page);
    await axe(page);
  }
});

test("the filters pass axe, beside the list and as a sheet", async ({ agent, axe }) => {
  for (const width of [320, 1440]) {
    const page = await agent(AGENT, { viewport: { width, height: 900 } });
    await expect(rows(page).first()).toBeVisible();
    await page.getByRole("button", { name: "Filters" }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await axe(page);
  }
});

test("an empty view and a list beside its ticket pass axe", async ({ agent, api, axe }) => {
  const ticket = await api.create();
  const empty = await agent(AGENT, { path: `/dashboard/tickets?view=urgent&q=${rareWord()}` });
  await expect(empty.getByText("Nothing found")).toBeVisible();
  await axe(empty);
  const beside = await agent(AGENT, { path: `/dashboard/tickets/${ticket.ticket_number}` });
  await expect(row(beside, ticket.ticket_number)).toHaveAttribute("aria-current", "page");
  await axe(beside);
});

test("on a wide screen it is a table; beside a ticket and on a phone it is a list of links", async ({
  agent,
}) => {
  const page = await agent();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.getByRole("columnheader")).toHaveCount(8);
  await rows(page).first().click();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.getByRole("list", { name: "Tickets" })).toBeVisible();
  await page.setViewportSize({ width: 375, height: 700 });
  await expect(page.getByRole("list", { name: "Tickets" })).toBeHidden();
  await page.goBack();
  await expect(page.getByRole("list", { name: "Tickets" })).toBeVisible();
});
