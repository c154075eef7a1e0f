// The owner's settings: what is typed is kept, saved, told in the log, and never lost to somebody else's edit.

import type { Page } from "@playwright/test";
import { AGENT, expect, OWNER, test } from "../fixtures/test";

// Settings are the workspace's own: other tests on the same stack would see them change.
test.use({ fresh: true });

test("the owner changes the name, and the log tells who did it", async ({ agent }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings" });
  await expect(page).toHaveURL(/\/settings\/workspace$/);
  await expect(save(page)).toBeDisabled();
  await page.getByLabel("Name", { exact: true }).fill("Lamps & more");
  await page.getByRole("combobox", { name: "Time zone" }).fill("berlin");
  await page.getByRole("option", { name: "Europe/Berlin" }).click();
  await save(page).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(save(page)).toBeDisabled();

  await page.getByRole("link", { name: "Audit log" }).click();
  const entry = page.getByRole("main").getByRole("listitem").filter({ hasText: OWNER }).first();
  await expect(entry).toContainText(`${OWNER} changed the name and the time zone`);
  await expect(entry).toContainText("Demo Shop");
  await expect(entry).toContainText("Lamps & more");
  await page.reload();
  await expect(entry).toContainText("Europe/Berlin");
});

test("another number format is shown, asked for, and the next ticket has it", async ({ agent, api }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/numbers" });
  await expect(page.getByText("TKT-00004", { exact: true })).toBeVisible();
  await page.getByLabel("Prefix").press("End");
  await page.getByLabel("Prefix").pressSequentially("x");
  await expect(page.getByText("TKTX-00004", { exact: true })).toBeVisible();
  await page.getByLabel("Prefix").fill("SHOP");
  await page.getByRole("radio", { name: /A new sequence each day/ }).check();
  const today = new Date().toISOString().slice(0, 10).replaceAll("-", "");
  await expect(page.getByText(`SHOP-${today}-0001`, { exact: true })).toBeVisible();

  await save(page).click();
  const question = page.getByRole("alertdialog");
  await expect(question).toContainText("TKT-00004");
  await question.getByRole("button", { name: "Keep as it is" }).click();
  await save(page).click();
  await question.getByRole("button", { name: "Change numbers" }).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByText("Tickets with these numbers are still found", { exact: false })).toBeVisible();
  const ticket = await api.create();
  expect(ticket.ticket_number).toMatch(/^SHOP-\d{8}-0001$/);
});

test("two owners change the same setting: the second sees both and chooses", async ({
  agent,
  ownerApi,
  problems,
}) => {
  problems.allow(/412/);
  await ownerApi.request("POST", "/workspace/agents", { email: AGENT, role: "owner" });
  const mine = await agent(OWNER, { path: "/dashboard/settings/workspace" });
  const name = mine.getByLabel("Name", { exact: true });
  await name.fill("Mine");
  const theirs = await agent(AGENT, { path: "/dashboard/settings/workspace" });
  await theirs.getByLabel("Name", { exact: true }).fill("Theirs");
  await save(theirs).click();
  await expect(theirs.getByText("Saved", { exact: true })).toBeVisible();

  await save(mine).click();
  const conflict = mine.getByRole("alert").filter({ hasText: AGENT });
  await expect(conflict).toContainText("Mine");
  await expect(conflict).toContainText("Theirs");
  await expect(name).toHaveValue("Mine");
  await conflict.getByRole("button", { name: "Use mine" }).click();
  await expect(mine.getByText("Saved", { exact: true })).toBeVisible();
  await expect(conflict).toBeHidden();

  const theirName = theirs.getByLabel("Name", { exact: true });
  await theirName.fill("Theirs again");
  await save(theirs).click();
  await theirs.getByRole("button", { name: "Use theirs" }).click();
  await expect(theirName).toHaveValue("Mine");
  await expect(save(theirs)).toBeDisabled();
});

test("two owners change different settings: both stay, and nobody is asked", async ({
  agent,
  ownerApi,
  problems,
}) => {
  problems.allow(/412/);
  const page = await agent(OWNER, { path: "/dashboard/settings/workspace" });
  await page.getByLabel("Support address").fill("help@example.com");
  await ownerApi.request("PUT", "/workspace", { name: "Changed elsewhere" });
  await save(page).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Changed elsewhere");
  await expect(page.getByLabel("Support address")).toHaveValue("help@example.com");
});

test("when what somebody else saved cannot be read, that is said, and saving again goes on", async ({
  agent,
  ownerApi,
  problems,
}) => {
  problems.allow(/412/, /503/);
  const page = await agent(OWNER, { path: "/dashboard/settings/workspace" });
  await page.getByLabel("Support address").fill("help@example.com");
  await ownerApi.request("PUT", "/workspace", { name: "Changed elsewhere" });
  await page.route("**/api/workspace", async (route) => {
    if (route.request().method() === "PUT") return route.continue();
    return route.fulfill({ status: 503, json: { message: "Service Unavailable" } });
  });
  await save(page).click();
  await expect(page.getByRole("alert")).toContainText("Something went wrong on our side");
  await page.unroute("**/api/workspace");
  await save(page).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Changed elsewhere");
});

test("unsaved changes survive a reload, and leaving is asked first", async ({ agent }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/workspace" });
  const name = page.getByLabel("Name", { exact: true });
  await name.fill("Half-typed");
  await expect(page.getByText("You have unsaved changes.")).toBeVisible();
  await page.reload();
  await expect(name).toHaveValue("Half-typed");
  await expect(page.getByText("These changes are from before", { exact: false })).toBeVisible();

  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await page.getByRole("link", { name: "Categories" }).click();
  await question.getByRole("button", { name: "Stay here" }).click();
  await expect(page).toHaveURL(/\/workspace$/);
  await expect(name).toHaveValue("Half-typed");
  await page.getByRole("link", { name: "Categories" }).click();
  await question.getByRole("button", { name: "Discard and leave" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Categories" })).toBeVisible();
  await page.getByRole("link", { name: "Workspace" }).click();
  await expect(name).toHaveValue("Demo Shop");
});

test("what only the server refuses stands beside its field", async ({ agent, problems }) => {
  problems.allow(/422/);
  const page = await agent(OWNER, { path: "/dashboard/settings/workspace" });
  const address = page.getByLabel("Support address");
  await address.fill("a..b@example.com");
  await save(page).click();
  await expect(page.getByRole("alert")).toHaveText(/^Must be an e-mail address/);
  await expect(address).toBeFocused();
  await expect(address).toHaveAttribute("aria-invalid", "true");
  await address.fill("help@example.com");
  await save(page).click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
});

test("categories are added, renamed, ordered and removed by keyboard alone", async ({ agent, ownerApi }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/categories" });
  await page.getByLabel("Category 1").focus();
  await page.keyboard.type("s");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Move billings down" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Category 2")).toHaveValue("billings");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Remove general" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove billings" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("returns");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(save(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const { body } = await ownerApi.request<{ categories: string[] }>("GET", "/workspace");
  expect(body.categories).toEqual(["technical", "billings", "returns"]);
});

test("an agent is told that owners change settings", async ({ agent }) => {
  const page = await agent(AGENT, { path: "/dashboard/settings/people" });
  await expect(page.getByRole("heading", { name: "Only owners change settings" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeHidden();
});

function save(page: Page) {
  return page.getByRole("button", { name: "Save", exact: true });
}
