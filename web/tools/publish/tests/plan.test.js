import assert from "node:assert/strict";
import { test } from "node:test";

import { plan } from "../src/plan.js";

const NOW = new Date("2026-03-01T00:00:00Z");
const LATELY = "2026-02-01T00:00:00.000Z";
const LONG_AGO = "2026-01-29T00:00:00.000Z";
const OLD = "track-ticket/assets/a-0.js";

const page = file("track-ticket/index.html", "1");
const script = file("track-ticket/assets/a-1.js", "1");
const loader = file("widget.js", "1");

/**
 * @param {string} key
 * @param {string} version
 */
function file(key, version) {
  return { key, tag: `"${version}"`, type: "text/plain", content: Buffer.from(version) };
}

/** What the bucket holds of these files. */
const holds = (/** @type {{ key: string, tag: string }[]} */ ...files) =>
  new Map(files.map((one) => [one.key, one.tag]));

/** The keys that a plan uploads, in its order. */
const keys = (/** @type {import("../src/plan.js").Plan} */ made) => made.uploads.flat().map((one) => one.key);

test("an empty bucket gets all, the pages last, and nothing was kept anywhere", () => {
  const made = plan([page, loader, script], holds(), {}, { now: NOW });
  assert.deepEqual(keys(made), [script.key, loader.key, page.key]);
  assert.deepEqual(made.invalidations, []);
});

test("what is there already is left alone, unless all is asked for", () => {
  const objects = holds(page, script);
  assert.deepEqual(plan([page, script], objects, {}, { now: NOW }), {
    uploads: [[], [], []],
    removals: [],
    invalidations: [],
    retired: {},
  });
  assert.deepEqual(keys(plan([page, script], objects, {}, { now: NOW, force: true })), [
    script.key,
    page.key,
  ]);
});

test("a changed page is uploaded and invalidated, an asset never is", () => {
  const made = plan([file(page.key, "2"), script], holds(page, script), {}, { now: NOW });
  assert.deepEqual(keys(made), [page.key]);
  assert.deepEqual(made.invalidations, ["/track-ticket/index.html"]);
});

test("a file that is gone is removed and invalidated, also with letters that an address cannot hold", () => {
  const made = plan([page], holds(page, file("Über uns.txt", "1")), {}, { now: NOW });
  assert.deepEqual(made.removals, ["Über uns.txt"]);
  assert.deepEqual(made.invalidations, ["/%C3%9Cber%20uns.txt"]);
});

test("an asset that no page names any more stays for 30 days from then on", () => {
  const objects = holds(page, script, file(OLD, "1"));
  const first = plan([page, script], objects, {}, { now: NOW });
  assert.deepEqual(first.removals, []);
  assert.deepEqual(first.retired, { [OLD]: NOW.toISOString() });
  const later = plan([page, script], objects, { [OLD]: LATELY }, { now: NOW });
  assert.deepEqual(later.retired, { [OLD]: LATELY });
  const last = plan([page, script], objects, { [OLD]: LONG_AGO }, { now: NOW });
  assert.deepEqual(last.removals, [OLD]);
  assert.deepEqual([last.retired, last.invalidations], [{}, []]);
});

test("an asset that comes back begins anew, and one that somebody removed is forgotten", () => {
  const old = file(OLD, "1");
  assert.deepEqual(plan([page, old], holds(page, old), { [OLD]: LONG_AGO }, { now: NOW }).retired, {});
  assert.deepEqual(plan([page], holds(page), { [OLD]: LONG_AGO }, { now: NOW }).retired, {});
});
