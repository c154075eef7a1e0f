// What is to do, from what a build has and what the bucket holds. No call to AWS here.

import { isHashed, rank } from "./rules.js";

/** A tab that was opened before may still ask for the assets of its page. */
const DAYS_KEPT = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * When each asset left the pages, as RFC 3339.
 * @typedef {Record<string, string>} Retired
 *
 * @typedef {object} Plan
 * @property {import("./build.js").BuiltFile[][]} uploads one group after the other
 * @property {string[]} removals
 * @property {string[]} invalidations paths that CloudFront may have in another version
 * @property {Retired} retired
 */

/**
 * @param {import("./build.js").BuiltFile[]} files
 * @param {Map<string, string>} objects ETags by key
 * @param {Retired} before
 * @param {{ now: Date, force?: boolean }} how
 * @returns {Plan}
 */
export function plan(files, objects, before, { now, force = false }) {
  const built = new Set(files.map((file) => file.key));
  const gone = [...objects.keys()].filter((key) => !built.has(key));
  const retired = Object.fromEntries(
    gone.filter(isHashed).map((key) => [key, before[key] ?? now.toISOString()]),
  );
  const isOver = (/** @type {string} */ key) => now.getTime() - Date.parse(retired[key]) > DAYS_KEPT * DAY;
  const removals = gone.filter((key) => !isHashed(key) || isOver(key));
  for (const key of removals) delete retired[key];
  const changed = files.filter((file) => force || objects.get(file.key) !== file.tag);
  const stale = [...changed.map((file) => file.key).filter((key) => objects.has(key)), ...removals];
  return {
    uploads: [0, 1, 2].map((group) => changed.filter((file) => rank(file.key) === group)),
    removals,
    invalidations: stale.filter((key) => !isHashed(key)).map((key) => `/${encodeURI(key)}`),
    retired,
  };
}
