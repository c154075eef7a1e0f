import type { Conversation } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { conversation } from "./fixtures";
import { arrivals, unreadBadge } from "./unread";

const list = (items: Conversation[], next_cursor: string | null = null) => ({ items, next_cursor });
const later = { active_at: "2026-01-12T09:30:00.000Z" };

test("the badge counts conversations, not messages", () => {
  expect(unreadBadge(list([]))).toBe("");
  expect(unreadBadge(list([conversation("a")]))).toBe("");
  const waiting = [conversation("a", { unread: 7 }), conversation("b", { unread: 1 }), conversation("c")];
  expect(unreadBadge(list(waiting))).toBe("2");
});

test("where a whole page waits and others follow, there may be more", () => {
  const page = Array.from({ length: 20 }, (_, at) => conversation(`${at}`, { unread: 1 }));
  expect(unreadBadge(list(page))).toBe("20");
  expect(unreadBadge(list(page, "next"))).toBe("20+");
});

test("a visitor's new message is news, in a known conversation and in a new one", () => {
  const before = list([conversation("a", { unread: 1 }), conversation("b")]);
  const now = list([
    conversation("a", { unread: 2, ...later }),
    conversation("new", { unread: 1, ...later }),
    conversation("b"),
  ]);
  expect(arrivals(before, now).map(({ id }) => id)).toEqual(["a", "new"]);
});

test("answers, marks and what slid in from the next page are none", () => {
  const before = list([conversation("a", { unread: 2 }), conversation("b")]);
  const now = list([
    conversation("a", { unread: 0, ...later }),
    conversation("b", { last: { from: "agent", text: "Hi" }, ...later }),
    conversation("old", { unread: 1, active_at: "2026-01-11T09:00:00.000Z" }),
  ]);
  expect(arrivals(before, now)).toEqual([]);
});
