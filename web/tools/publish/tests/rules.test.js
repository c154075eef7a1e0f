import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { cacheControl, contentType, rank } from "../src/rules.js";

const cases = JSON.parse(readFileSync(new URL("../../../../tests/site/cases.json", import.meta.url), "utf8"));

test("a file is uploaded with the type and the time that the local stack serves it with", () => {
  assert.ok(cases.files.length > 10);
  for (const { file, type, cache } of cases.files) {
    assert.equal(contentType(file), type, file);
    assert.equal(cacheControl(file), cache, file);
  }
});

test("a file of an unknown type is refused by name", () => {
  assert.throws(
    () => contentType("dashboard/assets/film.avi"),
    /dashboard\/assets\/film\.avi: no content type/,
  );
});

test("pages come after what they name", () => {
  const files = ["dashboard/index.html", "widget.js", "dashboard/assets/a-1.js"];
  assert.deepEqual(
    files.toSorted((one, other) => rank(one) - rank(other)),
    ["dashboard/assets/a-1.js", "widget.js", "dashboard/index.html"],
  );
});
