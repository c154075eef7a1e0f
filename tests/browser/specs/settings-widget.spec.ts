// Widget tokens and the pages on which the widget works.

import { expect, OWNER, test } from "../fixtures/test";

test.use({ fresh: true });

test("a token is shown once with its snippet, works, and works no more when it is revoked", async ({
  agent,
  api,
  stack,
}) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/widget" });
  await page.getByLabel("Name of a new token").fill("Shop, footer");
  await page.getByRole("button", { name: "Create token" }).click();
  const heading = page.getByRole("heading", { name: "The token “Shop, footer” is ready" });
  await expect(heading).toBeFocused();
  await expect(page.getByText("never again", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "Copy token" }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^[A-Za-z0-9_-]{20,}$/);
  await page.getByRole("button", { name: "Copy snippet" }).click();
  const snippet = await page.evaluate(() => navigator.clipboard.readText());
  expect(snippet).toBe(`<script src="${stack.url}/widget.js" data-bot-token="${token}" async></script>`);

  await page.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByText(token)).toBeHidden();
  await page.reload();
  const row = page
    .getByRole("list", { name: "Widget tokens" })
    .getByRole("listitem")
    .filter({ hasText: "Shop, footer" });
  await expect(row).toContainText("Never used");
  await expect(page.getByText(token)).toBeHidden();
  await api.raise({ bot_token: token });

  await page.getByRole("button", { name: "Revoke Shop, footer" }).click();
  const question = page.getByRole("alertdialog", { name: "Revoke “Shop, footer”?" });
  await question.getByRole("button", { name: "Revoke token" }).click();
  await expect(page.getByText("“Shop, footer” is revoked.")).toBeVisible();
  await expect(row).toBeHidden();
  await page.getByText("Revoked tokens (1)").click();
  await expect(page.getByRole("list", { name: "Revoked tokens (1)" })).toContainText("Shop, footer");
});

test("origins are checked as browsers write them, and an empty list says what it means", async ({
  agent,
  ownerApi,
  stack,
}) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/widget" });
  await expect(
    page.getByText(`the widget works on pages of ${stack.url} alone`, { exact: false }),
  ).toBeVisible();
  await page.getByLabel("New origin").fill("https://shop.example/");
  await page.getByRole("button", { name: "Add" }).click();
  const save = page.getByRole("button", { name: "Save" });
  await save.click();
  await expect(page.getByRole("alert")).toContainText("without a path or a slash");
  await page.getByLabel("Origin 1").fill("https://shop.example");
  await expect(page.getByRole("alert")).toBeHidden();
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  const { body } = await ownerApi.request<{ allowed_origins: string[] }>("GET", "/workspace");
  expect(body.allowed_origins).toEqual(["https://shop.example"]);
});
