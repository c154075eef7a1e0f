// The list keeps itself fresh, and disturbs nobody by it.

import type { Page } from "@playwright/test";
import { numbersOf, rareWord, row, rows } from "../fixtures/list";
import { expect, test } from "../fixtures/test";
import { setVisibility } from "../fixtures/visibility";

const LIST = /\/api\/ticket\?/;

test("what another agent changes appears and glows, in the place where it belongs", async ({
  agent,
  api,
}) => {
  const word = rareWord();
  const older = await api.create({ title: `${word} older` });
  await api.create({ title: `${word} newer` });
  const page = await agent(undefined, { path: `/dashboard/tickets?q=${word}` });
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByTestId("glow")).toHaveCount(0);

  const glow = page.getByTestId("glow").waitFor({ state: "attached" });
  await api.update(older.ticket_number, { priority: "urgent" });
  await glow;
  await expect(rows(page).first()).toHaveAttribute("data-row", older.ticket_number);
  await expect(page.getByRole("row", { name: older.ticket_number })).toContainText("Urgent");
  await expect(page.getByTestId("glow")).toHaveCount(0);

  const next = page.getByTestId("glow").waitFor({ state: "attached" });
  const fresh = await api.create({ title: `${word} newest` });
  await next;
  await expect(row(page, fresh.ticket_number)).toBeVisible();
});

test("nothing moves under the pointer; what is new waits", async ({ agent, api }) => {
  const word = rareWord();
  const ticket = await api.create({ title: word });
  const page = await agent(undefined, { path: `/dashboard/tickets?q=${word}` });
  await rows(page).first().hover();
  const fresh = await api.create({ title: word });
  const pill = page.getByRole("button", { name: "1 new ticket" });
  await pill.waitFor();
  expect(await numbersOf(page)).toEqual([ticket.ticket_number]);
  await page.mouse.move(5, 5);
  await expect(rows(page).first()).toHaveAttribute("data-row", fresh.ticket_number);
  await expect(pill).toBeHidden();
});

test("whoever reads further down keeps their place, and is told what is new", async ({ agent, api }) => {
  const word = rareWord();
  for (let i = 0; i < 12; i += 1) await api.create({ title: `${word} ${i}` });
  const path = `/dashboard/tickets?q=${word}`;
  const page = await agent(undefined, { path, viewport: { width: 400, height: 640 } });
  await expect(rows(page)).toHaveCount(12);
  await rows(page).last().scrollIntoViewIfNeeded();
  const box = await rows(page).last().boundingBox();
  await api.create({ title: `${word} new` });
  const pill = page.getByRole("button", { name: "1 new ticket" });
  await pill.waitFor();
  expect(await rows(page).last().boundingBox()).toEqual(box);
  await pill.click();
  await expect(rows(page)).toHaveCount(13);
});

test("the focus stays on its row while others come", async ({ agent, api }) => {
  const word = rareWord();
  const ticket = await api.create({ title: word });
  const page = await agent(undefined, { path: `/dashboard/tickets?q=${word}` });
  await expect(rows(page)).toHaveCount(1);
  await page.keyboard.press("j");
  await expect(row(page, ticket.ticket_number)).toBeFocused();
  await api.create({ title: word });
  await page.getByRole("button", { name: "1 new ticket" }).click();
  await expect(rows(page)).toHaveCount(2);
  await expect(row(page, ticket.ticket_number)).toBeVisible();
});

test("unchanged lists cost nothing, and a hidden tab asks for none", async ({ agent, api }) => {
  const word = rareWord();
  await api.create({ title: word });
  const page = await agent(undefined, { path: "/dashboard/sign-in" });
  await page.clock.install();
  const statuses: number[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/ticket?")) statuses.push(response.status());
  });
  await page.goto(`/dashboard/tickets?q=${word}`);
  await expect(rows(page)).toHaveCount(1);
  for (let i = 0; i < 3; i += 1) await poll(page, 3_000);
  expect(statuses.at(0)).toBe(200);
  expect(statuses.slice(-2)).toEqual([304, 304]);

  await setVisibility(page, "hidden");
  const before = statuses.length;
  for (let i = 0; i < 10; i += 1) await page.clock.runFor(30_000);
  expect(statuses.length).toBe(before);

  const renewed = page.waitForResponse(LIST);
  await setVisibility(page, "visible");
  await renewed;
});

test("the pace slackens when nothing happens, and comes back with the agent", async ({ agent, api }) => {
  const word = rareWord();
  await api.create({ title: word });
  const page = await agent(undefined, { path: "/dashboard/sign-in" });
  await page.clock.install();
  await page.goto(`/dashboard/tickets?q=${word}`);
  await expect(rows(page)).toHaveCount(1);
  for (let i = 0; i < 20; i += 1) await poll(page, 30_000);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().includes("/api/ticket?")) asked += 1;
  });
  await page.clock.runFor(20_000);
  expect(asked, "in 20 s of a quiet list").toBe(0);
  const renewed = page.waitForResponse(LIST);
  await page.mouse.click(5, 400);
  await renewed;
  const now = () => page.evaluate(() => Date.now());
  const before = await now();
  await poll(page, 3_000);
  expect((await now()) - before, "ms until a list that is looked at is renewed").toBeLessThan(15_000);
});

test("without a connection the rows stay, and news come with it", async ({ agent, api, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const word = rareWord();
  await api.create({ title: word });
  const page = await agent(undefined, { path: `/dashboard/tickets?q=${word}` });
  await expect(rows(page)).toHaveCount(1);
  await page.context().setOffline(true);
  await expect(page.getByText(/You are offline/)).toBeVisible();
  await api.create({ title: word });
  await expect(rows(page)).toHaveCount(1);
  await page.context().setOffline(false);
  await expect(rows(page)).toHaveCount(2);
  await expect(page.getByText(/You are offline/)).toBeHidden();
});

test("while the server is in trouble the rows stay, with a quiet word", async ({ agent, api, problems }) => {
  problems.allow(/503|429/);
  const word = rareWord();
  await api.create({ title: word });
  const page = await agent(undefined, { path: `/dashboard/tickets?q=${word}` });
  await expect(rows(page)).toHaveCount(1);
  await page.route("**/api/ticket?**", (route) =>
    route.fulfill({ status: 429, json: { message: "Too Many Requests" } }),
  );
  await expect(page.getByText("The list could not be renewed just now")).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await page.unroute("**/api/ticket?**");
  await expect(page.getByText("The list could not be renewed just now")).toBeHidden();
});

test("a list that cannot be loaded says so, and is tried again", async ({ agent, problems }) => {
  problems.allow(/500/);
  const page = await agent(undefined, { path: "/dashboard/sign-in" });
  await page.route("**/api/ticket?**", (route) =>
    route.fulfill({ status: 500, json: { message: "Internal Server Error" } }),
  );
  await page.goto("/dashboard/tickets");
  await expect(page.getByText(/went wrong on our side/)).toBeVisible();
  await page.unroute("**/api/ticket?**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).toBeVisible();
});

/**
 * Lets time pass, `step` milliseconds at once, until the list is asked for, and waits for the answer. One step is not
 * always enough: a page that is still at work on its last answer sets its timer only after that.
 */
async function poll(page: Page, step: number): Promise<void> {
  let isAsked = false;
  const asking = page.waitForRequest(LIST).then((request) => {
    isAsked = true;
    return request;
  });
  await expect(async () => {
    if (!isAsked) await page.clock.fastForward(step);
    expect(isAsked).toBe(true);
  }).toPass({ intervals: [500], timeout: 15_000 });
  await (await asking).response();
}
