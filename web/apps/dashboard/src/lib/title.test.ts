import { renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useTitle, useTitleBadge } from "./title";

test("the tab is called as what is shown", () => {
  renderHook(() => useTitle("Settings"));
  expect(document.title).toBe("Settings - tkt");
});

test("what waits stands before every title, and goes when nothing does", () => {
  renderHook(({ shown }) => useTitle(shown), { initialProps: { shown: "Tickets" } });
  const badge = renderHook(({ count }) => useTitleBadge(count), { initialProps: { count: "3" } });
  expect(document.title).toBe("(3) Tickets - tkt");
  renderHook(() => useTitle("Conversations"));
  expect(document.title).toBe("(3) Conversations - tkt");
  badge.rerender({ count: "" });
  expect(document.title).toBe("Conversations - tkt");
});

test("who leaves takes it along", () => {
  renderHook(() => useTitle("Tickets"));
  const badge = renderHook(() => useTitleBadge("20+"));
  expect(document.title).toBe("(20+) Tickets - tkt");
  badge.unmount();
  expect(document.title).toBe("Tickets - tkt");
});
