// The script that a page fetches until its first view can be seen and used, as the browser sees it. What it fetches
// for later, once nothing else is to be done (`lib/later.ts`), is told apart. `npm run budgets` is the quick check
// for everyday: it counts only what index.html names.

import { gzipSync } from "node:zlib";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../fixtures/test";

const KB = 1000;

test("the tracker's form loads at most 60 kB of script", async ({ page }) => {
  await expectScript(page, "/track-ticket", page.getByRole("textbox").first(), 60);
});

test("the sign-in loads at most 220 kB of script", async ({ page }) => {
  await expectScript(page, "/dashboard", page.getByRole("textbox").first(), 220);
});

test("the list of tickets loads at most 220 kB of script", async ({ agent }) => {
  const page = await agent(undefined, { path: "about:blank" });
  await expectScript(page, "/dashboard/tickets", page.getByRole("link", { name: /TKT-0/ }).first(), 220);
});

async function expectScript(page: Page, path: string, view: Locator, kilobytes: number): Promise<void> {
  await page.goto(path);
  await view.waitFor();
  await page.waitForLoadState("networkidle");
  const scripts = await page.evaluate(() => {
    const later = performance.getEntriesByName("tkt.later")[0]?.startTime ?? Number.POSITIVE_INFINITY;
    return performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.endsWith(".js"))
      .map(({ name, startTime }) => ({ name, isFirst: startTime < later }));
  });
  const size = async (first: boolean) => {
    const names = new Set(scripts.filter(({ isFirst }) => isFirst === first).map(({ name }) => name));
    return sum(await Promise.all([...names].map((name) => gzipped(page, name))));
  };
  const first = await size(true);
  const found = `${path}: ${show(first)} of script, budget ${kilobytes} kB; for later: ${show(await size(false))}`;
  process.stdout.write(`${found}\n`);
  expect(first, "no script was seen").toBeGreaterThan(0);
  expect(first, found).toBeLessThanOrEqual(kilobytes * KB);
}

async function gzipped(page: Page, url: string): Promise<number> {
  const answer = await page.request.get(url);
  return gzipSync(await answer.body()).length;
}

function sum(sizes: number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

function show(bytes: number): string {
  return `${(bytes / KB).toFixed(1)} kB`;
}
