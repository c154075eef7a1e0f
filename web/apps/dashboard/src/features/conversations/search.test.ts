import { expect, test } from "vitest";
import { conversationSearch } from "./search";

test("an address without words means the open conversations from the newest on", () => {
  expect(conversationSearch({})).toEqual({});
  expect(conversationSearch({ state: "open" })).toEqual({});
});

test("closed ones and later pages have addresses", () => {
  const search = { state: "closed", cursor: "abc_-1", from: 20 };
  expect(conversationSearch(search)).toEqual(search);
});

test("what is not understood is dropped", () => {
  expect(conversationSearch({ state: "gone", cursor: "a b", from: 3, q: "x" })).toEqual({});
  expect(conversationSearch({ from: -1, cursor: ["x"] })).toEqual({});
});
