import { expect, test } from "vitest";
import { settingsTexts } from "../../../texts/settings-texts";
import { settingsSchema } from "./schema";
import { demoWorkspace } from "./test-data";
import { type ListName, type SettingsValues, valuesOf } from "./values";

const words = settingsTexts.rules;
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);

test("the settings of a new workspace are accepted", () => {
  expect(wrong({})).toEqual({});
});

test.each<[string, ListName, string[], Record<string, string>]>([
  ["a category with a comma", "categories", ["a,b"], { "categories.0.value": words.comma }],
  ["a blank one", "categories", ["a", " "], { "categories.1.value": words.required }],
  ["a tab in one", "categories", ["a\tb"], { "categories.0.value": words.control }],
  [
    "one that is there in other capitals",
    "categories",
    ["Übel", "a", "übel "],
    { "categories.2.value": words.repeated },
  ],
  ["one of 101 characters", "categories", ["x".repeat(101)], { "categories.0.value": words.tooLong(100) }],
  ["no category at all", "categories", [], { categories: words.atLeastOne }],
  ["51 categories", "categories", numbered(51), { categories: words.atMost(50) }],
  [
    "a phrase of 61 characters",
    "ticket_phrases",
    ["x".repeat(61)],
    { "ticket_phrases.0.value": words.tooLong(60) },
  ],
  [
    "a phrase with other spaces",
    "ticket_phrases",
    ["new ticket", "New  TICKET"],
    { "ticket_phrases.1.value": words.repeated },
  ],
  ["21 phrases", "ticket_phrases", numbered(21), { ticket_phrases: words.atMost(20) }],
  [
    "an origin with a path",
    "allowed_origins",
    ["https://a.example/"],
    { "allowed_origins.0.value": words.origin },
  ],
  [
    "an origin twice",
    "allowed_origins",
    ["https://a.example", "https://a.example"],
    { "allowed_origins.1.value": words.repeated },
  ],
])("refused in a list: %s", (_, list, entries, expected) => {
  expect(wrong({ [list]: entries.map((value) => ({ value })) })).toEqual(expected);
});

test.each<[ListName, string[]]>([
  ["categories", numbered(50)],
  ["categories", ["Billing & invoices", "Rückgabe", "😀".repeat(100)]],
  ["ticket_phrases", []],
  ["allowed_origins", []],
])("accepted in %s: %j", (list, entries) => {
  expect(wrong({ [list]: entries.map((value) => ({ value })) })).toEqual({});
});

test.each(["", "0", "100001", "1.5", "-1", "1e3", "ten"])("%j is no limit", (creations_per_address) => {
  const { limits } = valuesOf(demoWorkspace);
  expect(wrong({ limits: { ...limits, creations_per_address } })).toEqual({
    "limits.creations_per_address": words.limit,
  });
});

test.each(["T", "TOOLONGPREF", "1T", "tkt", "T-T", "Ä1"])("%s is no prefix", (prefix) => {
  expect(wrong({ prefix })).toEqual({ prefix: words.prefix });
});

test("the support address may be empty, and is an address otherwise", () => {
  expect(wrong({ support_address: "" })).toEqual({});
  expect(wrong({ support_address: " help@example.com " })).toEqual({});
  expect(wrong({ support_address: "help" })).toEqual({ support_address: words.email });
});

/** What is wrong with the demo's settings after a change, by field. */
function wrong(change: Partial<SettingsValues>): Record<string, string> {
  const { error } = settingsSchema.safeParse({ ...valuesOf(demoWorkspace), ...change });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}
