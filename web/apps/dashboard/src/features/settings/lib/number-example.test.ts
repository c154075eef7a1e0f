import { expect, test } from "vitest";
import { exampleNumbers } from "./number-example";

/** Late in the day in UTC, when most of Europe has the next date already. */
const now = new Date("2024-01-15T23:30:00Z");

test.each([
  ["goes on after the newest ticket", "TKT", "TKT-00041", ["TKT-00042", "TKT-00043"]],
  ["goes on under another prefix", "SHOP", "TKT-00041", ["SHOP-00042", "SHOP-00043"]],
  ["grows past five digits", "TKT", "TKT-99998", ["TKT-99999", "TKT-100000"]],
  ["shows some number where no ticket tells", "TKT", undefined, ["TKT-00042", "TKT-00043"]],
  ["shows some number after dated ones", "TKT", "TKT-20240115-0007", ["TKT-00042", "TKT-00043"]],
] as const)("one sequence %s", (_, prefix, newest, expected) => {
  expect(exampleNumbers(prefix, "sequential", now, newest)).toEqual(expected);
});

test.each([
  ["begins each UTC day", "TKT-20240114-0007", ["TKT-20240115-0001", "TKT-20240115-0002"]],
  ["goes on within the day", "TKT-20240115-0007", ["TKT-20240115-0008", "TKT-20240115-0009"]],
  ["grows past four digits", "TKT-20240115-9998", ["TKT-20240115-9999", "TKT-20240115-10000"]],
  ["begins after sequential ones", "TKT-00041", ["TKT-20240115-0001", "TKT-20240115-0002"]],
] as const)("a sequence a day %s", (_, newest, expected) => {
  expect(exampleNumbers("TKT", "dated", now, newest)).toEqual(expected);
});
