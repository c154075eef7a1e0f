import { afterEach, expect, test } from "vitest";
import { toJson } from "./json.ts";

afterEach(() => {
  for (const type of [Array, String, Object]) Reflect.deleteProperty(type.prototype, "toJSON");
  Reflect.deleteProperty(Array.prototype, "evil");
});

const VALUES = [
  null,
  true,
  0,
  -1.5,
  "",
  'quotes " and \\ and \u0000 and \n and \u2028',
  "\u{1f600} emoji",
  [],
  [1, ["two"], { three: 3 }],
  { a: null, "b c": [false], nested: { deep: [{}] } },
];

test.each(VALUES.map((value) => [JSON.stringify(value), value] as const))(
  "%s is written as JSON",
  (_, value) => {
    expect(JSON.parse(toJson(value))).toEqual(value);
  },
);

test("what is not set is left out, and half a character is still JSON", () => {
  expect(toJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  expect(toJson("\ud83d")).toBe('"\\ud83d"');
});

test("a page that tells all values how to be written changes nothing", () => {
  for (const type of [Array, String, Object]) {
    Object.assign(type.prototype, { toJSON: () => "spoilt" });
  }
  Object.assign(Array.prototype, { evil: () => 1 });
  expect(toJson({ list: ["a", 1], text: "b" })).toBe('{"list":["a",1],"text":"b"}');
});
