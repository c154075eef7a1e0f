import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { message } from "../lib/fixtures";
import { useReadMark } from "./use-read-mark";

const { post } = vi.hoisted(() => ({ post: vi.fn() }));
vi.mock("../../../lib/api", () => ({ api: { POST: post } }));

let isFocused = true;

afterEach(() => {
  vi.useRealTimers();
});

beforeEach(() => {
  post.mockReset();
  post.mockResolvedValue({ response: new Response(null, { status: 204 }) });
  isFocused = true;
  vi.spyOn(document, "hasFocus").mockImplementation(() => isFocused);
});

const marks = () => post.mock.calls.map(([, { body }]) => body.seq);

function render(initialProps: { seqs: number[]; isInSight: boolean }) {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const messages = (seqs: number[]) => seqs.map((seq) => message(seq));
  const said = new Map<number[], ReturnType<typeof messages>>();
  return renderHook(
    ({ seqs, isInSight }) => {
      const known = said.get(seqs) ?? messages(seqs);
      said.set(seqs, known);
      useReadMark("one", known, isInSight);
    },
    { initialProps, wrapper },
  );
}

test("what the agent sees is marked once", () => {
  const hook = render({ seqs: [1, 2], isInSight: true });
  hook.rerender({ seqs: [1, 2], isInSight: true });
  hook.rerender({ seqs: [1, 2, 3], isInSight: true });
  expect(marks()).toEqual([2, 3]);
});

test("who reads further up has not read the newest", () => {
  const hook = render({ seqs: [1, 2], isInSight: false });
  expect(marks()).toEqual([]);
  hook.rerender({ seqs: [1, 2], isInSight: true });
  expect(marks()).toEqual([2]);
});

test("who looks at another window has read nothing until they come back", () => {
  isFocused = false;
  render({ seqs: [1, 2], isInSight: true });
  expect(marks()).toEqual([]);
  isFocused = true;
  act(() => void dispatchEvent(new Event("focus")));
  expect(marks()).toEqual([2]);
});

test("a mark that did not arrive is set again, whatever is said meanwhile", async () => {
  vi.useFakeTimers();
  post.mockRejectedValueOnce(new TypeError("Failed to fetch"));
  const hook = render({ seqs: [1, 2], isInSight: true });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  hook.rerender({ seqs: [1, 2], isInSight: true });
  await act(() => vi.advanceTimersByTimeAsync(10_000));
  expect(marks()).toEqual([2, 2]);
});

test("a mark that fails after the agent has left is given up", async () => {
  vi.useFakeTimers();
  let fail = () => {};
  post.mockImplementation(
    () =>
      new Promise((_, reject) => {
        fail = () => reject(new TypeError("Failed to fetch"));
      }),
  );
  const hook = render({ seqs: [1, 2], isInSight: true });
  hook.unmount();
  fail();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(marks()).toEqual([2]);
});
