import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createMemory, NOTHING } from "./memory.ts";

const CONVERSATION = { id: "c1", token: "secret", expiresAt: 1_900_000_000_000 };

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

test("there is one key for each token, which does not show it", () => {
  const [one, other] = [createMemory("token"), createMemory("token-2")];
  one.write({ draft: "Hello" });
  expect(other.read()).toEqual(NOTHING);
  expect(Object.keys(localStorage)).toEqual([one.key]);
  expect(one.key).toMatch(/^tkt:[0-9a-f]{8}$/);
});

test("what is written is there for the next page and the next tab", () => {
  const first = createMemory("token");
  const second = createMemory("token");
  const told = vi.fn();
  second.subscribe(told);
  const unsent = [{ clientId: "1", text: "Hello", at: 5, after: 2, refused: false }];
  first.write({ conversation: CONVERSATION, unsent });
  first.write({ draft: "Half a" });
  expect(second.read()).toEqual({ ...NOTHING, conversation: CONVERSATION, unsent, draft: "Half a" });
  dispatchEvent(new StorageEvent("storage", { key: "another's" }));
  expect(told).not.toHaveBeenCalled();
  dispatchEvent(new StorageEvent("storage", { key: first.key }));
  expect(told).toHaveBeenCalledTimes(1);
});

test("one tab does not undo what another has written", () => {
  const [one, other] = [createMemory("token"), createMemory("token")];
  one.read();
  other.write({ lastRead: 7 });
  one.write({ draft: "Hello" });
  expect(other.read()).toMatchObject({ lastRead: 7, draft: "Hello" });
});

test("what has not changed is the same object", () => {
  const memory = createMemory("token");
  memory.write({ draft: "Hello" });
  expect(memory.read()).toBe(memory.read());
});

test("a cleared storage is an empty memory", () => {
  const memory = createMemory("token");
  memory.write({ conversation: CONVERSATION });
  localStorage.clear();
  expect(memory.read()).toEqual(NOTHING);
});

test.each([
  ["no JSON", "{"],
  ["another shape", '[1, "two"]'],
  ["wrong types", '{"conversation": {"id": 5}, "person": "Vera", "draft": 7, "unsent": {}, "lastRead": "1"}'],
  ["half a conversation", '{"conversation": {"id": "c1", "token": ""}, "person": {"name": "Vera"}}'],
])("%s is as good as nothing", (_, written) => {
  const memory = createMemory("token");
  localStorage.setItem(memory.key, written);
  expect(memory.read()).toEqual(NOTHING);
});

test("of what is there, all is kept that can be understood", () => {
  const memory = createMemory("token");
  const written = {
    unsent: [{ clientId: "1", text: "Hello" }, 5, { text: "no name" }],
    draft: "Half a",
    new: 1,
  };
  localStorage.setItem(memory.key, JSON.stringify(written));
  expect(memory.read()).toMatchObject({
    unsent: [{ clientId: "1", text: "Hello", at: 0, after: 0, refused: false }],
    draft: "Half a",
  });
});

test("a full storage is replaced by memory alone", () => {
  const memory = createMemory("token");
  memory.write({ draft: "before" });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  memory.write({ conversation: CONVERSATION });
  expect(memory.read()).toMatchObject({ conversation: CONVERSATION, draft: "before" });
});

test("a denied storage is replaced by memory alone", () => {
  const denied = () => {
    throw new DOMException("denied", "SecurityError");
  };
  vi.stubGlobal("localStorage", new Proxy({}, { get: denied }));
  const memory = createMemory("token");
  expect(memory.read()).toEqual(NOTHING);
  memory.write({ draft: "Hello" });
  expect(memory.read().draft).toBe("Hello");
});
