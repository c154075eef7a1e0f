import { expect, test } from "vitest";
import { categoryName } from "./category";

test.each([
  ["billing", "Billing"],
  ["VIP orders", "VIP orders"],
  ["éclairs", "Éclairs"],
  ["iPhone", "IPhone"],
  ["🎫 events", "🎫 events"],
  ["𐐨𐐩", "𐐀𐐩"],
  ["", ""],
])("%s is shown as %s", (category, shown) => {
  expect(categoryName(category)).toBe(shown);
});
