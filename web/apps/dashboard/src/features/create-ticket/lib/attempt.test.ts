import { expect, test } from "vitest";
import { attemptOf } from "./attempt";
import { bodyOf, EMPTY } from "./values";

const body = bodyOf({ ...EMPTY, title: "Wrong invoice", description: "Two amounts." }, {});

test("every try of the same content bears the same key", () => {
  const first = attemptOf(body, undefined);
  expect(attemptOf({ ...body }, first)).toEqual(first);
});

test("other content is another request", () => {
  const first = attemptOf(body, undefined);
  const second = attemptOf({ ...body, title: "Wrong address" }, first);
  expect(second.key).not.toBe(first.key);
});

test("a key is what the server takes: visible characters without spaces", () => {
  expect(attemptOf(body, undefined).key).toMatch(/^[\x21-\x7e]{1,255}$/);
});
