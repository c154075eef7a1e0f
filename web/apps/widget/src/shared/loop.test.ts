import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLoop, type Loop } from "./loop.ts";

let loop: Loop;
let done: number[];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  done = [];
});
afterEach(() => {
  loop.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Notes when it begins, and takes 10 ms. */
function repeat(pause: number | undefined): void {
  loop = createLoop(async () => {
    done.push(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 10));
    return pause;
  });
}

test("nothing is done before the first kick, then again and again", async () => {
  repeat(100);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual([]);
  loop.kick();
  await vi.advanceTimersByTimeAsync(300);
  expect(done).toEqual([1_000, 1_110, 1_220]);
});

test("kicks while it is being done make one more time, at once", async () => {
  repeat(undefined);
  loop.kick();
  loop.kick();
  loop.kick();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual([0, 10]);
});

test("a kick takes the place of the next time", async () => {
  repeat(100);
  loop.kick();
  await vi.advanceTimersByTimeAsync(50);
  loop.kick();
  await vi.advanceTimersByTimeAsync(120);
  expect(done).toEqual([0, 50, 160]);
});

test("after the end nothing is done any more", async () => {
  repeat(100);
  loop.kick();
  await vi.advanceTimersByTimeAsync(5);
  loop.stop();
  loop.kick();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(done).toEqual([0]);
});

test("a mistake is reported, and it goes on after a while", async () => {
  const report = vi.fn();
  vi.stubGlobal("reportError", report);
  loop = createLoop(async () => {
    done.push(Date.now());
    throw new Error("a mistake");
  });
  loop.kick();
  await vi.advanceTimersByTimeAsync(35_000);
  expect(report).toHaveBeenCalledTimes(2);
  expect(done).toEqual([0, 30_000]);
});
