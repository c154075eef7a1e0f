import { beforeEach, expect, test, vi } from "vitest";
import { createEvents } from "./events.ts";
import { type PageApi, publish, readIdentity } from "./page-api.ts";

const warn = vi.fn<(line: string) => void>();
let calls: unknown[];

beforeEach(() => {
  warn.mockReset();
  calls = [];
  window.tkt = undefined;
});

function make() {
  const events = createEvents(warn);
  const api = {
    open: () => calls.push("open"),
    close: () => calls.push("close"),
    identify: (person: unknown) => calls.push(person),
    on: events.on,
  };
  publish(api, warn);
  return { events, tkt: window.tkt as PageApi };
}

test("calls that were made before the script had loaded are made up for", () => {
  const ready = vi.fn();
  window.tkt = [["identify", { name: "Vera" }], ["on", "ready", ready], ["open"]];
  const { events } = make();
  expect(calls).toEqual([{ name: "Vera" }, "open"]);
  events.emit("ready", {});
  expect(ready).toHaveBeenCalledTimes(1);
});

test("the same calls work after it has loaded", () => {
  make().tkt.push(["open"], ["close"]);
  expect(calls).toEqual(["open", "close"]);
});

test("an element of that name is no list of calls", () => {
  window.tkt = document.createElement("div");
  make();
  expect(calls).toEqual([]);
});

test("what the page keeps under that name stays its own", () => {
  const own = { isOurs: true };
  window.tkt = own;
  make();
  expect(window.tkt).toBe(own);
  expect(warn).toHaveBeenCalledTimes(1);
});

test("what is no call is told, and the others are made", () => {
  make().tkt.push(["dance"], "open", undefined, ["open"]);
  expect(calls).toEqual(["open"]);
  expect(warn).toHaveBeenCalled();
});

test("a listener hears until it is taken off", () => {
  const { events, tkt } = make();
  const heard = vi.fn();
  const off = tkt.on("unread", heard);
  events.emit("unread", { count: 2 });
  off();
  events.emit("unread", { count: 3 });
  expect(heard.mock.calls).toEqual([[{ count: 2 }]]);
});

test("a listener that throws is reported, and stops nobody else", () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  const { events, tkt } = make();
  const heard = vi.fn();
  tkt.on("open", () => {
    throw new Error("the page's");
  });
  tkt.on("open", heard);
  events.emit("open", {});
  expect(heard).toHaveBeenCalledTimes(1);
  expect(report).toHaveBeenCalledTimes(1);
});

test("who asks for ready when it is, is told", async () => {
  const { events, tkt } = make();
  events.emit("ready", {});
  const heard = vi.fn();
  tkt.on("ready", heard);
  await Promise.resolve();
  expect(heard).toHaveBeenCalledTimes(1);
});

test("what cannot be listened to is told", () => {
  const { tkt } = make();
  tkt.on("opened", () => undefined);
  tkt.on("open", "no function");
  expect(warn).toHaveBeenCalledTimes(2);
});

test("of what a page says of its visitor, name and e-mail count", () => {
  expect(readIdentity({ name: " Vera ", email: "vera@example.com", age: 30 })).toEqual({
    name: "Vera",
    email: "vera@example.com",
  });
  expect(readIdentity({ name: 5, email: "" })).toEqual({});
  expect([undefined, null, "Vera", ["Vera"]].map(readIdentity)).toEqual(Array(4).fill(undefined));
});
