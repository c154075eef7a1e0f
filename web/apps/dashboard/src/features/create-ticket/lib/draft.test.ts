import { expect, test } from "vitest";
import { formatDraft, isEmpty, parseDraft } from "./draft";
import { EMPTY } from "./values";

const values = { ...EMPTY, title: "Wrong invoice", assignee: "agent@example.com" };

test("a draft is read back as it was written, with the try whose answer may be lost", () => {
  const attempt = { key: "k", content: "{}" };
  expect(parseDraft(formatDraft(values, attempt))).toEqual({ values, attempt });
});

test("a form in which nothing is typed leaves no draft", () => {
  expect(formatDraft(EMPTY, undefined)).toBe("");
  expect(parseDraft("")).toBeUndefined();
});

test.each([
  ["a title", { title: " " }],
  ["a priority", { priority: "low" as const }],
  ["an assignee", { assignee: "agent@example.com" }],
])("%s alone is worth keeping", (_, typed) => {
  expect(isEmpty({ ...EMPTY, ...typed })).toBe(false);
});

test.each([
  ["no JSON", "Wrong invoice"],
  ["another shape", "[1, 2]"],
  ["no values", "{}"],
])("what is no draft (%s) is left alone", (_, stored) => {
  expect(parseDraft(stored)).toBeUndefined();
});

test("of a draft of another version what is understood is kept", () => {
  const stored = JSON.stringify({ values: { title: "Wrong invoice", priority: "highest" }, attempt: 3 });
  expect(parseDraft(stored)?.values).toEqual({ ...EMPTY, title: "Wrong invoice" });
});
