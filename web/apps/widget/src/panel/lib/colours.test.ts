import { expect, it } from "vitest";
import { contrast } from "../../shared/color.ts";
import { colours } from "./colours.ts";

const pair = (value: string | undefined) => value?.match(/#[0-9a-f]{6}/g) ?? [];

it.each(["#ffffff", "#000000", "#ffcc00", "#191d27", "#3f3cbb", "#808080"])(
  "makes %s readable in light and in dark",
  (color) => {
    const made = colours(color);
    const [surfaces, fills, onFills] = [
      ["#ffffff", "#191d27"],
      pair(made["--fill"]),
      pair(made["--on-fill"]),
    ];
    pair(made["--accent"]).forEach((accent, theme) => {
      expect(contrast(accent, surfaces[theme] ?? "")).toBeGreaterThanOrEqual(4.5);
      expect(contrast(fills[theme] ?? "", onFills[theme] ?? "")).toBeGreaterThanOrEqual(4);
      expect(contrast(fills[theme] ?? "", surfaces[theme] ?? "")).toBeGreaterThan(1.3);
    });
  },
);

it("leaves our own colours where the page names none", () => {
  expect(colours(undefined)).toEqual({});
});
