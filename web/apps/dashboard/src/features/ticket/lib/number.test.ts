import { expect, test } from "vitest";
import { writtenNumber } from "./number";

test.each([
  ["TKT-00003", "TKT-00003"],
  ["tkt-3", "TKT-00003"],
  ["tkt 3", "TKT-00003"],
  ["#tkt-00003", "TKT-00003"],
  ["tkt-20240115-0001", "TKT-20240115-0001"],
  ["TKT-100000", "TKT-100000"],
  ["A1-7", "A1-00007"],
  ["nonsense", "NONSENSE"],
])("the address %s leads to %s", (text, number) => {
  expect(writtenNumber(text)).toBe(number);
});
