// What the widget does on the main thread of a page that holds it, on a processor four times slower, printed: the
// median of five runs, each with an empty cache.

import type { CDPSession } from "@playwright/test";
import { expect, test } from "../fixtures/widget-test";

const RUNS = 5;
const SLOWER = 4;

type Work = { script: number; layout: number; all: number };

test("the main-thread work of the widget is printed", async ({ arrive, stack }) => {
  test.setTimeout(5 * 60_000);
  const loading: Work[] = [];
  const opening: Work[] = [];
  while (loading.length < RUNS) {
    const { page } = await arrive({ widget: null });
    const browser = await page.context().newCDPSession(page);
    await browser.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    await browser.send("Performance.enable");
    loading.push(await workOf(browser, () => page.evaluate(load, `${stack.url}/widget.js`)));
    opening.push(await workOf(browser, () => page.evaluate(open)));
    await page.context().close();
  }
  process.stdout.write(`${told("widget, with the page", loading)}${told("widget, first opening", opening)}`);
  expect(median(loading.map(({ all }) => all))).toBeGreaterThan(0);
});

/** What the main thread does while `step` runs, in milliseconds. */
async function workOf(browser: CDPSession, step: () => Promise<void>): Promise<Work> {
  const before = await metrics(browser);
  await step();
  const after = await metrics(browser);
  const spent = (name: string) => ((after.get(name) ?? 0) - (before.get(name) ?? 0)) * 1000;
  return {
    script: spent("ScriptDuration"),
    layout: spent("LayoutDuration") + spent("RecalcStyleDuration"),
    all: spent("TaskDuration"),
  };
}

async function metrics(browser: CDPSession): Promise<Map<string, number>> {
  const answer = await browser.send("Performance.getMetrics");
  return new Map(answer.metrics.map(({ name, value }) => [name, value]));
}

/** In the page: adds the tag, and waits until the bubble is drawn. */
async function load(src: string): Promise<void> {
  const tag = document.createElement("script");
  tag.async = true;
  tag.dataset.botToken = "demo-widget-token";
  tag.src = src;
  const loaded = new Promise((resolve) => tag.addEventListener("load", resolve));
  document.body.append(tag);
  await loaded;
  await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
}

/** In the page: opens the panel, and waits until it is drawn. */
async function open(): Promise<void> {
  const root = [...document.querySelectorAll("*")].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
  root?.querySelector("button")?.click();
  const drawn = () => root?.querySelector("[role=dialog] input") ?? undefined;
  while (!drawn()) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)));
}

function told(name: string, runs: Work[]): string {
  const of = (part: keyof Work) => median(runs.map((run) => run[part])).toFixed(0);
  return `${name}: ${of("all")} ms on the main thread, of these ${of("script")} ms script and ${of("layout")} ms style and layout\n`;
}

function median(figures: number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? 0;
}
