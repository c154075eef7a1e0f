import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Bridge, Panel } from "../shared/bridge.ts";
import { createMemory } from "../shared/memory.ts";
import type { Options } from "../shared/options.ts";
import type { PageApi } from "./page-api.ts";
import { startWidget } from "./widget.ts";

// The panel's address is the origin and its name: here both make a module that is in its address.
const MODULE = "export const mount = (bridge) => globalThis.mountPanel(bridge);//";
const OPTIONS: Options = {
  token: "token",
  origin: "data:text/javascript,",
  color: "#ffcc00",
  position: "left",
  lang: "en",
  dir: "rtl",
  theme: "dark",
  greeting: undefined,
  label: "Need help?",
  userId: undefined,
};
const panel = { show: vi.fn(), hide: vi.fn(), identify: vi.fn() } satisfies Panel;
const warn = vi.fn<(line: string) => void>();
let bridge: Bridge | undefined;

beforeEach(() => {
  localStorage.clear();
  document.querySelector("tkt-widget")?.remove();
  for (const mock of [panel.show, panel.hide, panel.identify, warn]) mock.mockReset();
  bridge = undefined;
  window.tkt = undefined;
  vi.stubGlobal("PANEL", MODULE);
  vi.stubGlobal("mountPanel", (given: Bridge) => {
    bridge = given;
    return panel;
  });
});
afterEach(() => vi.unstubAllGlobals());

function start(options: Partial<Options> = {}) {
  startWidget({ ...OPTIONS, ...options }, warn);
  const root = document.querySelector("tkt-widget")?.shadowRoot;
  const button = root?.querySelector<HTMLButtonElement>(".launcher");
  const badge = root?.querySelector<HTMLElement>(".count");
  if (!root || !button || !badge) throw new Error("no bubble was drawn");
  return { root, button, badge, tkt: window.tkt as PageApi };
}

test("one element beside the body is all that the page gets", () => {
  const before = document.body.innerHTML;
  const { root, button } = start();
  expect(document.body.innerHTML).toBe(before);
  expect(document.head.querySelector("style, link")).toBeNull();
  const frame = root.querySelector<HTMLElement>(".frame");
  expect(frame).toMatchObject({ dir: "rtl", lang: "en" });
  expect(frame?.dataset.theme).toBe("dark");
  expect(frame?.style.getPropertyValue("--on-launcher")).toBe("#000000");
  expect(button.textContent).toContain("Need help?");
  expect(button.className).toBe("launcher left");
});

test("a click loads the panel and shows it, another one hides it and loads nothing", async () => {
  const { button, tkt } = start();
  const events: string[] = [];
  for (const event of ["open", "close"]) tkt.on(event, () => events.push(event));
  expect(bridge).toBeUndefined();
  button.click();
  await vi.waitFor(() => expect(panel.show).toHaveBeenCalledTimes(1));
  expect(button.ariaExpanded).toBe("true");
  button.click();
  expect(panel.hide).toHaveBeenCalledTimes(1);
  const first = bridge;
  tkt.open();
  await vi.waitFor(() => expect(panel.show).toHaveBeenCalledTimes(2));
  expect(bridge).toBe(first);
  expect(events).toEqual(["open", "close", "open"]);
});

test("closed while it loads, it does not open", async () => {
  const { tkt } = start();
  tkt.open();
  tkt.close();
  await vi.waitFor(() => expect(bridge).toBeDefined());
  await Promise.resolve();
  expect(panel.show).not.toHaveBeenCalled();
});

test("a panel that cannot be loaded is told, and the next click tries again", async () => {
  vi.stubGlobal("PANEL", "throw new Error('no network');//");
  const { root, button, tkt } = start();
  const failed = vi.fn();
  tkt.on("error", failed);
  button.click();
  await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(1));
  expect(button.ariaExpanded).toBe("false");
  expect(root.querySelector(".said")?.textContent).toContain("could not be opened");
  vi.stubGlobal("PANEL", MODULE);
  button.click();
  await vi.waitFor(() => expect(panel.show).toHaveBeenCalledTimes(1));
  expect(root.querySelector(".said")?.textContent).toBe("");
});

test("who the visitor is reaches the panel, whenever it was said", async () => {
  const { tkt } = start();
  tkt.identify({ name: "Vera" });
  tkt.open();
  await vi.waitFor(() => expect(panel.identify).toHaveBeenCalledWith({ name: "Vera" }));
  tkt.identify({ email: "vera@example.com" });
  expect(panel.identify).toHaveBeenLastCalledWith({ email: "vera@example.com" });
  tkt.identify("Vera");
  expect(panel.identify).toHaveBeenCalledTimes(2);
  expect(warn).toHaveBeenCalledTimes(1);
});

test("the badge counts to nine, and says so to those who listen", async () => {
  const { button, badge, tkt } = start();
  const heard = vi.fn();
  tkt.on("unread", heard);
  tkt.open();
  await vi.waitFor(() => expect(bridge).toBeDefined());
  tkt.close();
  expect(badge.hidden).toBe(true);
  bridge?.setUnread(3);
  expect([badge.hidden, badge.textContent]).toEqual([false, "3"]);
  expect(button.ariaLabel).toContain("3 new messages");
  bridge?.setUnread(30);
  expect(badge.textContent).toBe("9+");
  bridge?.setUnread(0);
  expect(badge.hidden).toBe(true);
  expect(heard.mock.calls).toEqual([[{ count: 3 }], [{ count: 30 }], [{ count: 0 }]]);
});

test("a token that does not count takes the bubble away, for as long as the page lasts", async () => {
  const { root, tkt } = start();
  tkt.open();
  await vi.waitFor(() => expect(panel.show).toHaveBeenCalled());
  bridge?.retire();
  expect(root.querySelector(".launcher")).toBeNull();
  tkt.close();
  tkt.open();
  await Promise.resolve();
  expect(panel.show).toHaveBeenCalledTimes(1);
});

test("what an earlier page could not send brings the panel's module, unseen", async () => {
  const unsent = [{ clientId: "1", text: "Hello", at: 0, after: 0, refused: false }];
  createMemory("token").write({ unsent });
  start();
  await vi.waitFor(() => expect(bridge).toBeDefined(), { timeout: 5_000 });
  expect(panel.show).not.toHaveBeenCalled();
});
