import { expect, test } from "vitest";
import { demoWorkspace } from "./test-data";
import { changedSettings, editOf, laidOver, valuesOf } from "./values";

const base = valuesOf(demoWorkspace);

test("nothing has changed when only outer spaces were typed", () => {
  expect(changedSettings(base, { ...base, name: " Demo Shop ", support_address: " " })).toEqual([]);
});

test("an edit holds what changed, and nothing else", () => {
  const values = {
    ...base,
    name: "Lamps ",
    categories: [{ value: "returns" }, { value: " billing" }],
    limits: { ...base.limits, confirmations_per_recipient: "7" },
  };
  const names = changedSettings(base, values);
  expect(names).toEqual(["name", "categories", "limits.confirmations_per_recipient"]);
  expect(editOf(values, names)).toEqual({
    name: "Lamps",
    categories: ["returns", "billing"],
    limits: { confirmations_per_recipient: 7 },
  });
});

test("another order of categories is a change", () => {
  const values = { ...base, categories: [...base.categories].reverse() };
  expect(changedSettings(base, values)).toEqual(["categories"]);
});

test("an emptied support address is cleared", () => {
  const set = { ...base, support_address: "help@example.com" };
  expect(editOf(set, ["support_address"])).toEqual({ support_address: "help@example.com" });
  expect(editOf(base, ["support_address"])).toEqual({ support_address: null });
});

test("mine is laid over theirs, setting by setting", () => {
  const theirs = {
    ...base,
    name: "Theirs",
    limits: { ...base.limits, creations_per_address: "1", creations_per_workspace: "2" },
  };
  const mine = { ...base, prefix: "MINE", limits: { ...base.limits, creations_per_workspace: "3" } };
  const both = laidOver(theirs, mine, ["prefix", "limits.creations_per_workspace"]);
  expect(both).toEqual({
    ...theirs,
    prefix: "MINE",
    limits: { ...theirs.limits, creations_per_workspace: "3" },
  });
});
