// Lighthouse's figures of the pages, printed: the median of five runs with an empty cache.

import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium } from "@playwright/test";
import lighthouse from "lighthouse";
import type { Mailbox } from "../fixtures/mailbox";
import { test as base, expect, OWNER } from "../fixtures/test";

const RUNS = 5;
const GOAL = 95;
const EVERYWHERE = ["performance", "accessibility", "best-practices"];

const VIEWS = [
  // Only the tracker is for strangers, who may have searched for it.
  { name: "tracker", path: "/track-ticket", categories: [...EVERYWHERE, "seo"] },
  { name: "sign-in", path: "/dashboard/sign-in", categories: EVERYWHERE },
  { name: "list", path: "/dashboard/tickets", categories: EVERYWHERE, agent: OWNER },
];

/** What the figure of performance is made of, shown beside it. */
const TIMES = {
  "first paint": "first-contentful-paint",
  "largest paint": "largest-contentful-paint",
  blocked: "total-blocking-time",
};

type Figures = {
  /** By category, of 100. */
  scores: Record<string, number>;
  /** In milliseconds. */
  times: Record<string, number>;
};

/** A browser that Lighthouse can drive by its debugging port, with a profile that keeps a session. */
const test = base.extend<{ profile: { context: BrowserContext; port: number } }>({
  profile: async ({ launchOptions, stack }, use) => {
    const folder = await mkdtemp(join(tmpdir(), "tkt-lighthouse-"));
    const port = await freePort();
    const context = await chromium.launchPersistentContext(folder, {
      ...launchOptions,
      baseURL: stack.url,
      args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`],
    });
    await use({ context, port });
    await context.close();
    await rm(folder, { recursive: true, force: true });
  },
});

for (const { name, path, categories, agent } of VIEWS) {
  test(`${name}: each figure is at least ${GOAL}`, async ({ profile, stack, mailbox }) => {
    test.setTimeout(10 * 60_000);
    if (agent) await signInByCode(profile.context, mailbox, agent);
    const runs: Figures[] = [];
    while (runs.length < RUNS) {
      await emptyCache(profile.context);
      runs.push(await figures(stack.url + path, profile.port, categories));
    }
    const scores = medians(runs.map((run) => run.scores));
    const times = medians(runs.map((run) => run.times));
    process.stdout.write(`${name}: ${listed(scores)}; ${listed(times, " ms")}\n`);
    for (const [category, figure] of Object.entries(scores)) {
      expect.soft(figure, category).toBeGreaterThanOrEqual(GOAL);
    }
  });
}

/** For real, since the cookie has to survive Lighthouse's reloads; what else is stored stays, too. */
async function signInByCode(context: BrowserContext, mailbox: Mailbox, email: string): Promise<void> {
  const asked = await context.request.post("/api/sign-in/code", { data: { email } });
  const { request_id } = await asked.json();
  const mail = await mailbox.mailTo(email, ({ text }) => /\b\d{6}\b/.test(text));
  const code = mail.text.match(/\b\d{6}\b/)?.[0];
  const answer = await context.request.post("/api/sign-in/token", { data: { request_id, code } });
  expect(answer.status(), await answer.text()).toBe(200);
  const page = await context.newPage();
  await page.goto("/track-ticket");
  await page.evaluate(() => localStorage.setItem("tkt.signed-in", "yes"));
  await page.close();
}

/** Lighthouse would do it, but only together with the cookies. */
async function emptyCache(context: BrowserContext): Promise<void> {
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send("Network.clearBrowserCache");
  await page.close();
}

async function figures(url: string, port: number, onlyCategories: string[]): Promise<Figures> {
  const result = await lighthouse(url, {
    port,
    onlyCategories,
    disableStorageReset: true,
    output: "json",
    logLevel: "error",
  });
  if (!result) throw new Error("Lighthouse gave no result");
  const { audits, categories, runtimeError } = result.lhr;
  if (runtimeError) throw new Error(runtimeError.message);
  expect(result.lhr.finalDisplayedUrl, "it measured another page").toBe(url);
  return {
    scores: entries(categories, ({ score }) => (score ?? 0) * 100),
    times: entries(TIMES, (audit) => audits[audit]?.numericValue ?? Number.NaN),
  };
}

function medians(runs: Record<string, number>[]): Record<string, number> {
  return entries(runs[0] ?? {}, (_, name) => median(runs.map((run) => run[name] ?? Number.NaN)));
}

function median(figures: number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

function listed(figures: Record<string, number>, unit = ""): string {
  return Object.entries(figures)
    .map(([name, figure]) => `${name} ${figure}${unit}`)
    .join(", ");
}

function entries<T>(
  of: Record<string, T>,
  figure: (value: T, name: string) => number,
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [name, Math.round(figure(value, name))]),
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (!address || typeof address === "string") throw new Error("no port");
  return address.port;
}
