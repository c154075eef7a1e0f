// What the widget costs a page that holds it.

import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures/widget-test";

const KB = 1000;
const WITH_THE_PAGE = 8;
const AT_THE_FIRST_CLICK = 30;

test("one small script comes with the page, the panel with the first click, and neither brings a font or a frame", async ({
  arrive,
  stack,
  page: loaded,
}) => {
  const maria = await arrive();
  await expect(maria.bubble).toBeVisible();
  await maria.page.waitForLoadState("networkidle");
  expect(await requests(maria.page, stack.url)).toEqual([`${stack.url}/widget.js`]);
  expect(await maria.page.evaluate(() => document.fonts.size)).toBe(0);
  const first = await size(loaded, [`${stack.url}/widget.js`]);

  await maria.open();
  await maria.page.waitForLoadState("networkidle");
  const all = await requests(maria.page, stack.url);
  const later = all.filter((url) => url !== `${stack.url}/widget.js`);
  expect(later.length).toBeGreaterThan(0);
  for (const url of later) expect(url).toMatch(/\/widget\/assets\/[\w-]+\.(js|css)$/);
  expect(await maria.page.evaluate(() => document.fonts.size)).toBe(0);
  await expect(maria.page.locator("iframe")).toHaveCount(0);
  const second = await size(loaded, later);

  const show = (bytes: number) => `${(bytes / KB).toFixed(1)} kB`;
  process.stdout.write(`widget: ${show(first)} with the page, ${show(second)} at the first click, gzipped\n`);
  expect(first).toBeLessThanOrEqual(WITH_THE_PAGE * KB);
  expect(second).toBeLessThanOrEqual(AT_THE_FIRST_CLICK * KB);

  // Closed and opened again, nothing more is loaded.
  await maria.close();
  await maria.open();
  expect(await requests(maria.page, stack.url)).toEqual(all);
});

test("nothing of the page moves, neither when the widget comes nor when it is opened", async ({
  arrive,
  chats,
}) => {
  const maria = await arrive({ head: WATCH_SHIFTS });
  await expect(maria.bubble).toBeVisible();
  await maria.begin();
  await maria.say("Hello");
  const { id } = await maria.conversation();
  await chats.answer(id, "Good day");
  await expect(maria.message("Good day")).toBeVisible();
  await maria.close();
  const shifts = await maria.page.evaluate(() => Reflect.get(globalThis, "shifts"));
  expect(shifts).toEqual([]);
});

test("the page is not kept waiting by a script that does not come", async ({ visitor, shop, stack }) => {
  const page = await visitor();
  await page.route("**/widget.js", () => {
    // Never answered.
  });
  await page.goto(shop.show({}, stack.url), { waitUntil: "domcontentloaded" });
  await expect(page.getByRole("heading", { name: "Lamps for long evenings" })).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a panel that does not load says so in words, and the next click tries again", async ({
  arrive,
  problems,
}) => {
  problems.allow(/ERR_FAILED|Failed to (load|fetch)|tkt/);
  const maria = await arrive();
  await maria.page.route("**/widget/assets/**", (route) => route.abort());
  await maria.bubble.click();
  await expect(maria.page.getByText("The chat could not be opened.", { exact: false })).toBeVisible();
  await maria.page.unroute("**/widget/assets/**");
  await maria.open();
});

/** What the browser counts against a page: not what follows at once upon what the visitor does, if it is not of the page. */
const WATCH_SHIFTS = `<script>
  shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources, hadRecentInput } of list.getEntries()) {
      const moved = sources.flatMap(({ node }) => node?.nodeName ?? []);
      if (!hadRecentInput || moved.length > 0) shifts.push(value + " " + moved);
    }
  }).observe({ type: "layout-shift", buffered: true });
</script>`;

/** What the page has asked `origin` for, but for the API. */
function requests(page: Page, origin: string): Promise<string[]> {
  return page.evaluate(
    (from) =>
      performance
        .getEntriesByType("resource")
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${from}/`) && !name.startsWith(`${from}/api/`)),
    origin,
  );
}

async function size(page: Page, urls: string[]): Promise<number> {
  const files = await Promise.all(urls.map(async (url) => (await page.request.get(url)).body()));
  return files.map((file) => gzipSync(file).length).reduce((sum, one) => sum + one, 0);
}
