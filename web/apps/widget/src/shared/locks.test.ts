import { afterEach, expect, test, vi } from "vitest";
import { alone } from "./locks.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("where a page has no locks, the work is done all the same", async () => {
  vi.stubGlobal("navigator", {});
  expect(await alone("name", async () => 5)).toBe(5);
});

test("a lock that cannot be had at all keeps nothing from being done", async () => {
  const request = () => Promise.reject(new DOMException("no", "SecurityError"));
  vi.stubGlobal("navigator", { locks: { request } });
  expect(await alone("name", async () => 5)).toBe(5);
});

test("a tab that sleeps with the lock is not waited for, and the work is done once", async () => {
  vi.useFakeTimers();
  const request = (_: string, { signal }: { signal: AbortSignal }) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  vi.stubGlobal("navigator", { locks: { request } });
  const work = vi.fn(async () => 5);
  const done = alone("name", work);
  await vi.advanceTimersByTimeAsync(19_000);
  expect(work).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await done).toBe(5);
  expect(work).toHaveBeenCalledTimes(1);
});
