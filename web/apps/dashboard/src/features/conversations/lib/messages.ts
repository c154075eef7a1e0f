import type { ChatMessage } from "@tkt/api/schema";

type Known = readonly ChatMessage[];

/**
 * What is known with what has come, each message once, in their order. What comes later counts: its
 * cards are newer. Where it says nothing new the known ones are given back, the very same.
 */
export function merged(known: Known, come: Known): Known {
  const all = new Map(known.map((message) => [message.seq, message]));
  const news = come.filter((message) => JSON.stringify(all.get(message.seq)) !== JSON.stringify(message));
  if (news.length === 0) return known;
  for (const message of news) all.set(message.seq, message);
  return [...all.values()].sort((one, other) => one.seq - other.seq);
}

/** The last message before which none is missing: from there on is to be read. */
export function lastWithoutHole(messages: Known): number {
  let last = 0;
  for (const { seq } of messages) {
    if (seq !== last + 1) break;
    last = seq;
  }
  return last;
}

/** The first of the visitor's messages that nobody has read. */
export function firstUnread(messages: Known, unread: number): number | undefined {
  if (unread === 0) return undefined;
  return messages.filter(({ from }) => from === "visitor").at(-unread)?.seq;
}

/** The newest message of the visitor, if it is newer than what was marked as read. */
export function toMark(messages: Known, marked: number): number | undefined {
  const last = messages.findLast(({ from }) => from === "visitor")?.seq ?? 0;
  return last > marked ? last : undefined;
}

/** Nothing but one to six emoji, which may be shown large. */
export function isEmojiOnly(text: string): boolean {
  const letters = [...new Intl.Segmenter().segment(text.replaceAll(/\s/gu, ""))];
  return (
    letters.length > 0 &&
    letters.length <= 6 &&
    letters.every(({ segment }) => /^\p{Extended_Pictographic}|^\p{Regional_Indicator}{2}$/u.test(segment))
  );
}
