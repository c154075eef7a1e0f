// The script that each page loads at first, and the widget's two parts, gzipped, against their budgets.
// `npm run budgets` after `npm run build`.

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const KB = 1000;
const DIST = new URL("../dist/", import.meta.url);

const BUDGETS = [
  { what: "track-ticket, at first load", files: () => ofPage("track-ticket"), limit: 60 * KB },
  { what: "dashboard, at first load", files: () => ofPage("dashboard"), limit: 220 * KB },
  { what: "widget, with the page that holds it", files: () => ["widget.js"], limit: 8 * KB },
  { what: "widget, at the first click", files: ofPanel, limit: 30 * KB },
];

const failed = BUDGETS.filter(({ what, files, limit }) => {
  const size = files()
    .map((file) => gzipSync(readFileSync(new URL(file, DIST)), { level: 9 }).length)
    .reduce((sum, one) => sum + one, 0);
  const over = size > limit;
  console.log(
    `${what}: ${(size / KB).toFixed(1)} kB of script, budget ${limit / KB} kB${over ? ": TOO MUCH" : ""}`,
  );
  return over;
});
process.exitCode = failed.length > 0 ? 1 : 0;

/** What the page names loads at once: its entry, and what that imports without waiting (`modulepreload`). */
function ofPage(page) {
  const html = readFileSync(new URL(`${page}/index.html`, DIST), "utf8");
  const files = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
  if (files.length === 0) throw new Error(`${page}/index.html names no script`);
  return files;
}

/** The panel's module, which the loader names, and what that imports without waiting. */
function ofPanel() {
  const [, entry] =
    /\/(widget\/assets\/panel-[\w-]+\.js)/.exec(readFileSync(new URL("widget.js", DIST), "utf8")) ?? [];
  if (entry === undefined) throw new Error("widget.js names no panel");
  const files = new Set([entry]);
  for (const file of files) {
    const code = readFileSync(new URL(file, DIST), "utf8");
    for (const [, name] of code.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) {
      files.add(`widget/assets/${name}`);
    }
  }
  const unknown = readdirSync(new URL("widget/assets/", DIST)).filter((name) => !name.endsWith(".js"));
  if (unknown.length > 0) throw new Error(`the panel loads ${unknown.join(", ")}, which nobody counts`);
  return [...files];
}
