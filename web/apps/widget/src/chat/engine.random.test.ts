import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeServer } from "./testing/fake-server.ts";
import { openTab, pass, type Tab, tellOtherTabs, VERA } from "./testing/visitor.ts";

// Whatever happens, and in whatever order: what was written arrives once, and is shown once.

const STEPS = 60;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test.each(Array.from({ length: 30 }, (_, seed) => seed + 1))(
  "nothing is missed and nothing doubled (seed %i)",
  async (seed) => {
    const random = generator(seed);
    const server = new FakeServer();
    const tabs = [open(), open()];
    void tabs[0]?.engine.start(VERA);
    await pass(100);
    tellOtherTabs();
    const written: string[] = [];

    for (let step = 0; step < STEPS; step += 1) {
      const at = Math.floor(random() * tabs.length);
      const tab = tabs[at] ?? open();
      await act(Math.floor(random() * 9), tab, step);
      for (const one of tabs) expectSound(one);
    }
    server.weather = "fair";
    for (const { engine } of tabs) engine.show();
    await pass(120_000);
    tellOtherTabs();
    await pass(31_000);

    expect([...server.texts()].sort()).toEqual([...written].sort());
    for (const tab of tabs) {
      expect(tab.shown()).toEqual(server.texts());
      tab.engine.stop();
    }

    async function act(choice: number, tab: Tab, step: number): Promise<void> {
      if (choice <= 2) {
        written.push(`visitor ${step}`);
        tab.engine.send(`visitor ${step}`);
        expect(tab.texts()).toContain(`visitor ${step}`);
      } else if (choice === 3) {
        written.push(`agent ${step}`);
        server.agentSays(`agent ${step}`);
      } else if (choice === 4) {
        const weathers = ["fair", "offline", "lost", "fair"] as const;
        server.weather = weathers[Math.floor(random() * weathers.length)] ?? "fair";
      } else if (choice === 5) {
        tab.engine.stop();
        tabs[tabs.indexOf(tab)] = open();
      } else if (choice === 6) {
        random() < 0.5 ? tab.engine.hide() : tab.engine.show();
      } else if (choice === 7) {
        dispatchEvent(new Event("online"));
      } else {
        tellOtherTabs();
      }
      await pass(Math.floor(random() * random() * 8_000));
    }
  },
);

function open(): Tab {
  const tab = openTab();
  tab.engine.show();
  return tab;
}

function expectSound({ lines }: Tab): void {
  const texts = lines().map(({ text }) => text);
  expect(new Set(texts).size, `doubled: ${texts}`).toBe(texts.length);
  const keys = lines().map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const numbers = lines().flatMap(({ seq }) => seq ?? []);
  expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
}

/** mulberry32: the same seed, the same story. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
