// How a file is kept and what type it has. The local stack says the same, and tests/site/cases.json holds both.

import { extname } from "node:path";

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
};

/**
 * Whether the file has a hash of its content in its name.
 * @param {string} key
 */
export const isHashed = (key) => `/${key}`.includes("/assets/");

/**
 * Other sites' pages load the widget's script on each view: once in five minutes is kinder to them than
 * asking each time, and the panel that an older script names stays in the bucket for 30 days.
 */
const LOADER = "widget.js";

/**
 * @param {string} key
 */
export function cacheControl(key) {
  if (isHashed(key)) return "public, max-age=31536000, immutable";
  return key === LOADER ? "public, max-age=300" : "no-cache";
}

/**
 * Browsers believe the type alone (`nosniff`), so an unknown one is an error.
 * @param {string} key
 */
export function contentType(key) {
  const type = TYPES[extname(key)];
  if (!type) throw new Error(`${key}: no content type is known for this file; add it to src/rules.js`);
  return type;
}

/**
 * What others name comes first: assets, then other files, then the pages that name them.
 * @param {string} key
 */
export function rank(key) {
  if (isHashed(key)) return 0;
  return key.endsWith(".html") ? 2 : 1;
}
