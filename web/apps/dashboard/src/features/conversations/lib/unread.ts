import type { Conversation, ConversationList } from "@tkt/api/schema";

/** In how many open conversations something waits to be read, as a badge says it: "3", "20+", or nothing. */
export function unreadBadge({ items, next_cursor }: ConversationList): string {
  const count = items.filter(({ unread }) => unread > 0).length;
  if (count === 0) return "";
  return count === items.length && next_cursor !== null ? `${count}+` : `${count}`;
}

/** The conversations in which a visitor has said something since. */
export function arrivals(before: ConversationList, now: ConversationList): Conversation[] {
  const known = new Map(before.items.map((one) => [one.id, one]));
  // One that only slid in from the next page is no news.
  const horizon = Math.max(...before.items.map((one) => Date.parse(one.active_at)));
  return now.items.filter((one) => {
    if (one.unread === 0 || one.last?.from !== "visitor") return false;
    const earlier = known.get(one.id);
    return earlier ? one.unread > earlier.unread : Date.parse(one.active_at) > horizon;
  });
}
