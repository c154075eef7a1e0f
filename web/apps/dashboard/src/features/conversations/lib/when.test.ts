import { expect, test } from "vitest";
import { dayName } from "./when";

const now = new Date(2026, 0, 12, 0, 5);
const on = (year: number, month: number, day: number) => new Date(year, month, day, 23, 59).toISOString();

test("today and yesterday have names, other days their date", () => {
  expect(dayName(on(2026, 0, 12), now)).toBe("Today");
  expect(dayName(on(2026, 0, 11), now)).toBe("Yesterday");
  expect(dayName(on(2026, 0, 10), now)).toMatch(/Saturday.*10|10.*Saturday/);
  expect(dayName(on(2025, 11, 31), now)).toContain("2025");
});
