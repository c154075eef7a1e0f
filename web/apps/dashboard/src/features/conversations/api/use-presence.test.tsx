import { renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { usePresence } from "./use-presence";

const { post } = vi.hoisted(() => ({ post: vi.fn() }));
vi.mock("../../../lib/api", () => ({ api: { POST: post } }));

beforeEach(() => {
  vi.useFakeTimers();
  post.mockReset();
  vi.spyOn(document, "hasFocus").mockReturnValue(true);
});

afterEach(() => {
  vi.useRealTimers();
});

/** The requests that still wait for their answer: here all that nobody has given up. */
const waiting = () => post.mock.calls.filter(([, { signal }]) => !signal?.aborted).length;

test("while no answer comes, as in an ended session, no requests pile up", () => {
  post.mockReturnValue(new Promise(() => undefined));
  const hook = renderHook(() => usePresence("one"));
  vi.advanceTimersByTime(60 * 60_000);
  expect(post.mock.calls.length).toBeGreaterThan(100);
  expect(waiting()).toBe(1);
  hook.unmount();
  expect(waiting()).toBe(0);
});
