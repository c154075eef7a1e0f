import { describe, expect, it } from "vitest";
import { closest } from "./closest.ts";

const catalogue = { en: "English", pt: "Portuguese", "pt-br": "Brazilian" };

describe("the closest language", () => {
  it.each([
    ["en", "English"],
    ["en-GB", "English"],
    ["PT-br", "Brazilian"],
    ["pt-PT", "Portuguese"],
    ["de", undefined],
    ["constructor", undefined],
    ["", undefined],
  ])("for %s is %s", (tag, expected) => {
    expect(closest(catalogue, tag)).toBe(expected);
  });
});
