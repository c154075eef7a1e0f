import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeServer } from "../chat/testing/fake-server.ts";
import { pass, setVisible, tellOtherTabs } from "../chat/testing/visitor.ts";
import { createApi } from "../shared/api.ts";
import { createMemory } from "../shared/memory.ts";
import { OPTIONS } from "../shared/testing/options.ts";
import { createWatch, type Watch } from "./watch.ts";

let server: FakeServer;
let watches: Watch[];

beforeEach(() => {
  vi.useFakeTimers();
  watches = [];
  localStorage.clear();
  server = new FakeServer();
});
afterEach(() => {
  for (const { stop } of watches) stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function converse(): Promise<void> {
  const api = createApi(OPTIONS.origin, OPTIONS.token);
  const [started] = await Promise.all([api.start({ name: "Vera", email: "vera@example.com" }), pass(100)]);
  if (started.ok) createMemory("token").write({ conversation: started.value });
}

function watch() {
  const setUnread = vi.fn<(count: number) => void>();
  const panel = { isOpen: false };
  const memory = createMemory("token");
  const made = createWatch(createApi(OPTIONS.origin, OPTIONS.token), memory, () => panel.isOpen, setUnread);
  watches.push(made);
  return { setUnread, panel, memory, resume: made.resume };
}

const reads = () => server.count("GET", /messages/);

test("without a conversation nothing is asked", async () => {
  watch();
  await pass(300_000);
  expect(server.requests).toEqual([]);
});

test("agents' messages that were not seen are counted, the visitor's are not", async () => {
  await converse();
  const { setUnread, memory } = watch();
  await pass(2_900);
  expect(reads()).toBe(0);
  server.agentSays("One");
  server.agentSays("Two");
  server.agentSays("Three");
  memory.write({ lastRead: 1 });
  await pass(1_000);
  expect(setUnread).toHaveBeenLastCalledWith(2);
  await pass(120_000);
  expect(reads()).toBeLessThanOrEqual(5);
  expect(server.requests.at(-1)?.status).toBe(304);
  expect(setUnread).toHaveBeenLastCalledWith(2);
});

test("two tabs look as often as one", async () => {
  await converse();
  const [one, two] = [watch(), watch()];
  server.agentSays("Hello");
  for (let second = 0; second < 300; second += 1) {
    await pass(1_000);
    tellOtherTabs();
  }
  expect(reads()).toBeLessThanOrEqual(12);
  expect(one.setUnread).toHaveBeenLastCalledWith(1);
  expect(two.setUnread).toHaveBeenLastCalledWith(1);
});

test("the next page shows what the last one has found, without asking", async () => {
  await converse();
  createMemory("token").write({ watched: { unread: 4, at: Date.now() } });
  const { setUnread } = watch();
  await pass(10_000);
  expect(setUnread).toHaveBeenLastCalledWith(4);
  expect(reads()).toBe(0);
});

test("nobody looks while the panel is open or the page is hidden", async () => {
  await converse();
  const { panel, resume } = watch();
  panel.isOpen = true;
  await pass(100_000);
  expect(reads()).toBe(0);
  panel.isOpen = false;
  resume();
  await pass(100);
  expect(reads()).toBe(1);
  setVisible(false);
  await pass(300_000);
  expect(reads()).toBe(1);
  setVisible(true);
  await pass(100);
  expect(reads()).toBe(2);
});

test("trouble makes it look seldom, and an end makes it stop", async () => {
  await converse();
  watch();
  server.weather = "broken";
  await pass(3_600_000);
  expect(reads()).toBeLessThanOrEqual(11);
  server.weather = "fair";
  server.conversations.clear();
  await pass(1_200_000);
  const asked = server.requests.length;
  await pass(3_600_000);
  expect(server.requests.length).toBe(asked);
});
