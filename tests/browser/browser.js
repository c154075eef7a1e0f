// Chromium as these tests use it, and what every page must hold.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const url = required("TKT_URL");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// A browser without a past: Playwright gives it an empty profile and removes that at the end.
export function launch() {
  return chromium.launch({
    executablePath: required("CHROMIUM"),
    headless: true,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

// A page that remembers what went wrong in it, in `problems`.
export async function open(browser, path, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("requestfailed", (request) => {
    // Leaving a page, or its next refresh, may cut a request short.
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") problems.push(`${request.url()}: ${reason}`);
  });
  await page.goto(new URL(path, url).href);
  return { page, problems };
}

// Serious and critical findings of axe, each with the element it is about.
export async function seriousFindings(page) {
  // Through the debugger, not as a script element, which the page's own policy rightly refuses.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  return violations
    .filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" | ")}`);
}

export async function assertNoHorizontalScroll(page) {
  const [needed, given] = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return [scrollWidth, clientWidth];
  });
  assert.ok(needed <= given, `the page is ${needed} px wide in a window of ${given} px`);
}

function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set; run this by \`cargo xtask test --only browser\``);
  return value;
}
