// The page of the API: it shows the description, and sends what one types.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, open, url } from "./browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("a ticket is raised from the page of the API", async () => {
  const { page, problems } = await open(browser, "/_local/api/");
  const operation = page.locator("#operations-widget-raise_ticket");
  await operation.getByText("raise_ticket").click();
  await operation.getByRole("button", { name: "Execute" }).click();
  await operation.locator(".live-responses-table").getByText("201").first().waitFor();
  assert.deepEqual(problems, []);
});

test("the page of the API asks no other server", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = new Set();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await page.goto(new URL("/_local/api/", url).href);
  await page.getByText("create_ticket", { exact: true }).waitFor();
  assert.deepEqual([...asked], [new URL(url).origin]);
});
