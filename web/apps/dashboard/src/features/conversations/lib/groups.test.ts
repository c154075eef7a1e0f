import { expect, test } from "vitest";
import { message } from "./fixtures";
import { byDays, type Day } from "./groups";

const at = (day: number, hour: number, minute: number) => new Date(2026, 0, day, hour, minute).toISOString();
const shape = (days: Day[]) =>
  days.map(({ groups }) => groups.map(({ messages }) => messages.map(({ seq }) => seq)));

test("what one person says in a row stands together", () => {
  const agent = { from: "agent", name: "agent@example.com" } as const;
  const owner = { from: "agent", name: "owner@example.com" } as const;
  const days = byDays([message(1), message(2), message(3, agent), message(4, agent), message(5, owner)]);
  expect(shape(days)).toEqual([[[1, 2], [3, 4], [5]]]);
});

test("a pause and a new day begin anew", () => {
  const days = byDays([
    message(1, { at: at(12, 9, 0) }),
    message(2, { at: at(12, 9, 4) }),
    message(3, { at: at(12, 9, 9) }),
    message(4, { at: at(12, 23, 59) }),
    message(5, { at: at(13, 0, 1) }),
  ]);
  expect(shape(days)).toEqual([[[1, 2], [3], [4]], [[5]]]);
});

test("the first unread message begins a group, so that a line can stand above it", () => {
  expect(shape(byDays([message(1), message(2), message(3)], 2))).toEqual([[[1], [2, 3]]]);
});
