// What stands around every view: ways through it, colours, and what is said when a view cannot be shown.

import { expect, OWNER, test } from "../fixtures/test";

test("the keyboard gets past the navigation, and follows it to another part", async ({ agent }) => {
  const page = await agent(OWNER);
  await expect(page.getByRole("link", { name: "Tickets", exact: true })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.getByRole("link", { name: "Settings" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings/);
  await expect(page.getByRole("main")).toBeFocused();
});

test("an open ticket on a phone takes the keyboard along, and its name is announced", async ({
  agent,
  api,
}) => {
  const { ticket_number, title } = await api.create({ title: "Late parcel" });
  const page = await agent(undefined, { viewport: { width: 320, height: 640 } });
  await page
    .getByRole("link", { name: new RegExp(title) })
    .first()
    .click();
  await expect(page).toHaveTitle(/Late parcel - tkt/);
  await expect(page.getByRole("main")).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: `${ticket_number} ${title}` })).toBeAttached();
});

test("on the narrowest phone each word of the navigation stands on one line", async ({ agent }) => {
  const page = await agent(OWNER, { viewport: { width: 320, height: 640 } });
  const places = page.getByRole("navigation", { name: "Main" }).locator("a, button[title]");
  await expect(places).toHaveCount(4);
  const heights = await places.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
  expect(new Set(heights).size, `as high as each other: ${heights}`).toBe(1);
});

test("colours are chosen in the account's menu, by the keyboard, for all tabs and for the next time", async ({
  dashboard: page,
}) => {
  const tab = await page.context().newPage();
  await tab.goto("/dashboard/tickets");
  await page.getByRole("button", { name: "Your account" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menu")).toContainText("agent@example.com");
  await expect(page.getByRole("menuitemradio", { name: "As the system" })).toHaveAttribute(
    "aria-checked",
    "true",
  );
  await page.getByRole("menuitemradio", { name: "Dark" }).press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(tab.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Your account" })).toBeFocused();
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a start while the server cannot be reached says so, and goes on when it can", async ({
  dashboard: page,
  problems,
  axe,
}) => {
  problems.allow(/ERR_FAILED|Failure: offline/);
  await page.route("**/api/sign-in/refresh", (route) => route.abort());
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached");
  await axe(page);
  await page.unroute("**/api/sign-in/refresh");
  // The page of a test is signed in by a stand-in of the same address, see fixtures/sign-in.ts.
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("navigation", { name: "Main" })).toBeVisible();
});

test("a part that a newer version has replaced says so, and a reload brings it", async ({
  agent,
  problems,
  axe,
  noHorizontalScroll,
}) => {
  problems.allow(/404|PartMissing/);
  const page = await agent(OWNER);
  await page.route("**/assets/settings-page-*.js", (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("alert")).toContainText("A new version is there");
  await expect(page).toHaveTitle(/A new version is there - tkt$/);
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    await axe(page);
    await noHorizontalScroll(page);
  }
  await page.unroute("**/assets/settings-page-*.js");
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(
    page
      .getByRole("heading", { name: "Settings" })
      .or(page.getByRole("heading", { name: "Workspace" }))
      .first(),
  ).toBeVisible();
});

test("an address of nothing has a way on", async ({ agent, axe }) => {
  const page = await agent(undefined, { path: "/dashboard/nothing/here" });
  await expect(page.getByRole("heading", { name: "There is no page at this address" })).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "Go to the tickets" }).click();
  await expect(page).toHaveURL(/\/dashboard\/tickets/);
});

test("a page that is offline says what becomes of what is typed", async ({ dashboard: page, problems }) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await expect(page.getByText("You are offline. What you type is kept and sent later.")).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByText("You are offline.")).toBeHidden();
});
