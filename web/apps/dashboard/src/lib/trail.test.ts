import { expect, test, vi } from "vitest";
import { before, remember } from "./trail";

test("the way back leads over the pages that led here", () => {
  remember("second", {});
  remember("third", { cursor: "second", from: 20 });
  expect(before("third")).toEqual({ cursor: "second", from: 20 });
  expect(before("second")).toEqual({});
});

test("nobody knows what comes before a page that was opened by its address", () => {
  expect(before("shared")).toBeUndefined();
});

test("the last way to a page counts", () => {
  remember("third", { cursor: "second", from: 20 });
  remember("third", { cursor: "other", from: 17 });
  expect(before("third")).toEqual({ cursor: "other", from: 17 });
});

test("only so many pages are remembered", () => {
  for (let page = 0; page < 500; page += 1) remember(`page${page}`, {});
  expect(before("page0")).toBeUndefined();
  expect(before("page499")).toEqual({});
  expect(sessionStorage.getItem("tkt.pages")?.length).toBeLessThan(10_000);
});

test("what somebody else wrote there does no harm", () => {
  sessionStorage.setItem("tkt.pages", '{"to": 1');
  expect(before("second")).toBeUndefined();
  remember("second", {});
  expect(before("second")).toEqual({});
});

test("where storage is full or switched off only the way back is lost", () => {
  const refuse = () => {
    throw new DOMException("no", "QuotaExceededError");
  };
  vi.stubGlobal("sessionStorage", { setItem: refuse, getItem: refuse, clear: () => undefined });
  remember("second", {});
  expect(before("second")).toBeUndefined();
  vi.unstubAllGlobals();
});
