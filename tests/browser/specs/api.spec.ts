// The page of the API: it shows the description, and sends what one types.

import { expect, test } from "../fixtures/test";

test("a ticket is raised from the page of the API", async ({ page }) => {
  await page.goto("/_local/api/");
  const operation = page.locator("#operations-widget-raise_ticket");
  await operation.getByText("raise_ticket").click();
  await operation.getByRole("button", { name: "Execute" }).click();
  await operation.locator(".live-responses-table").getByText("201").first().waitFor();
});

test("the page of the API asks no other server", async ({ page, stack }) => {
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await page.goto("/_local/api/");
  await page.getByText("create_ticket", { exact: true }).waitFor();
  expect([...asked]).toEqual([stack.url]);
});
