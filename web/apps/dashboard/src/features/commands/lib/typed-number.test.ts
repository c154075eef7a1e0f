import { expect, test } from "vitest";
import { typedNumber } from "./typed-number";

const sequential = { prefix: "TKT", earlier_prefixes: ["OLD"], number_format: "sequential" as const };
const dated = { ...sequential, number_format: "dated" as const };

test.each([
  ["3", "TKT-00003"],
  ["00003", "TKT-00003"],
  ["tkt-3", "TKT-00003"],
  ["TKT-00003", "TKT-00003"],
  [" tkt 3. ", "TKT-00003"],
  ["#3", "TKT-00003"],
  ["tkt3", "TKT-00003"],
  ["TKT – 00003", "TKT-00003"],
  ["ＴＫＴ－３", "TKT-00003"],
  ["TKT-123456", "TKT-123456"],
  ["old-7", "OLD-00007"],
  ["tkt-20240115-1", "TKT-20240115-0001"],
  ["20240115-0001", "TKT-20240115-0001"],
])("%s is meant as %s", (typed, number) => {
  expect(typedNumber(typed, sequential)).toBe(number);
});

test.each([
  "",
  "invoice",
  "invoice 3",
  "tkt",
  "0",
  "tkt-0",
  "3 printers broken",
  "1-2-3",
  "tkt-2024-1-1",
  "-",
])("%j is meant as words", (typed) => expect(typedNumber(typed, sequential)).toBeUndefined());

test("where numbers begin anew each day, digits alone name no ticket", () => {
  expect(typedNumber("3", dated)).toBeUndefined();
  expect(typedNumber("20240115-3", dated)).toBe("TKT-20240115-0003");
});
