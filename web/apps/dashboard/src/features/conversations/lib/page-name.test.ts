import { expect, test } from "vitest";
import { pageName } from "./page-name";

test.each([
  ["https://shop.example/lamps?utm=1#top", "shop.example/lamps"],
  ["https://shop.example/", "shop.example"],
  ["http://127.0.0.1:4000/", "127.0.0.1:4000"],
  ["https://shop.example/l%C3%A1mpara", "shop.example/lámpara"],
  ["https://shop.example/%E0%A4", "shop.example/%E0%A4"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["lamps", "lamps"],
])("%s is shown as %s", (page, shown) => {
  expect(pageName(page)).toBe(shown);
});
