import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { countdown } from "../../../lib/clock";
import { useCountdown } from "./use-countdown";

const NOW = Date.parse("2026-01-12T10:00:00Z");

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

test("it counts down to 0 and stops there", () => {
  const { result } = renderHook(() => useCountdown(NOW + 2_000));
  expect(result.current).toBe(2);
  act(() => vi.advanceTimersByTime(1_000));
  expect(result.current).toBe(1);
  act(() => vi.advanceTimersByTime(1_000));
  expect(result.current).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("it is right again after the device has slept", () => {
  const { result } = renderHook(() => useCountdown(NOW + 900_000));
  vi.setSystemTime(NOW + 600_000);
  act(() => vi.advanceTimersByTime(250));
  expect(result.current).toBe(300);
});

test("a new limit counts from its own beginning", () => {
  const { result, rerender } = renderHook(useCountdown, { initialProps: 0 });
  expect(result.current).toBe(0);
  vi.setSystemTime(NOW + 60_000);
  rerender(NOW + 70_000);
  expect(result.current).toBe(10);
});

test.each([
  [872, "14:32"],
  [60, "1:00"],
  [5, "0:05"],
])("%i seconds are shown as %s", (seconds, shown) => expect(countdown(seconds)).toBe(shown));
