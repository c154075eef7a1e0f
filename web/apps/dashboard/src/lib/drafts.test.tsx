import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { readDraft, removeOldDrafts, useDraft, writeDraft } from "./drafts";

const DAY = 24 * 60 * 60 * 1_000;
const NORA = "nora@example.com";
const ANSWER = "answer.TKT-00003";

beforeEach(() => {
  vi.useRealTimers();
});

function open(agent = NORA, name = ANSWER) {
  const hook = renderHook(({ name }) => useDraft(agent, name), { initialProps: { name } });
  return {
    text: () => hook.result.current[0],
    write: (text: string) => act(() => hook.result.current[1](text)),
    turnTo: (name: string) => hook.rerender({ name }),
    close: hook.unmount,
  };
}

test("a draft is there again after the page was left", () => {
  const before = open();
  before.write("Dear Maria,\nwe are on it.");
  before.close();
  expect(open().text()).toBe("Dear Maria,\nwe are on it.");
});

test("a draft that was sent, that is, emptied, leaves nothing behind", () => {
  const draft = open();
  draft.write("Thanks");
  draft.write("");
  expect(localStorage).toHaveLength(0);
});

test("drafts are kept apart by agent and by what they are for", () => {
  const nora = open();
  nora.write("from Nora");
  expect(open("otto@example.com").text()).toBe("");
  nora.turnTo("note.TKT-00003");
  expect(nora.text()).toBe("");
  nora.turnTo(ANSWER);
  expect(nora.text()).toBe("from Nora");
});

test("two tabs show the same draft", () => {
  const here = open();
  here.write("old");
  // The browser tells every other tab of a change.
  const [key] = Object.keys(localStorage);
  act(() => {
    localStorage.setItem(key ?? "", `${Date.now()}\nnew`);
    dispatchEvent(new StorageEvent("storage", { key: key ?? "" }));
  });
  expect(here.text()).toBe("new");
});

test.each([
  { name: "full", failing: ["setItem"] },
  { name: "switched off", failing: ["setItem", "getItem", "removeItem", "key"] },
])("a storage that is $name loses a draft with the page, not before", ({ failing }) => {
  const fails = Object.fromEntries(failing.map((method) => [method, refuse]));
  vi.stubGlobal("localStorage", { getItem: () => null, removeItem: () => undefined, length: 1, ...fails });
  const draft = open();
  draft.write("still here");
  expect(draft.text()).toBe("still here");
  draft.write("");
  expect(draft.text()).toBe("");
  removeOldDrafts();
  vi.unstubAllGlobals();
});

function refuse() {
  throw new DOMException("no", "QuotaExceededError");
}

test("a draft that nobody came back to for 30 days is removed", () => {
  vi.useFakeTimers();
  writeDraft(NORA, "old", "old");
  vi.setSystemTime(Date.now() + 29 * DAY);
  writeDraft(NORA, "new", "new");
  localStorage.setItem("tkt.theme", "dark");
  removeOldDrafts();
  expect(readDraft(NORA, "old")).toBe("old");
  vi.setSystemTime(Date.now() + 2 * DAY);
  removeOldDrafts();
  expect(readDraft(NORA, "old")).toBe("");
  expect(readDraft(NORA, "new")).toBe("new");
  expect(localStorage.getItem("tkt.theme")).toBe("dark");
});
