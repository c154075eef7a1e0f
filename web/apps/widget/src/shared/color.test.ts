import { expect, test } from "vitest";
import { contrast, isColor, readableOn, textOn } from "./color.ts";

test("only six digits are a colour", () => {
  expect(["#3f3cbb", "#FFFFFF"].every(isColor)).toBe(true);
  expect(["#fff", "red", "#3f3cb", "#3f3cbg", "#3f3cbb;}"].some(isColor)).toBe(false);
});

test("black on white has the contrast 21", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test.each(["#3f3cbb", "#ffcc00", "#777777", "#ffffff", "#000000", "#00a86b", "#ff0000"])(
  "text on %s can be read, and text of it on light and dark ground",
  (color) => {
    expect(contrast(color, textOn(color))).toBeGreaterThanOrEqual(4.5);
    for (const ground of ["#ffffff", "#191d27"]) {
      expect(contrast(ground, readableOn(ground, color))).toBeGreaterThanOrEqual(4.5);
    }
  },
);
