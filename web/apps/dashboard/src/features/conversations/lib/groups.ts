import type { ChatMessage } from "@tkt/api/schema";

/** Messages that somebody said one right after the other. */
export type Group = {
  from: ChatMessage["from"];
  name: string;
  messages: ChatMessage[];
};

export type Day = { key: string; at: string; groups: Group[] };

/** After so long the same person begins anew. */
const TOGETHER = 5 * 60_000;

/** The messages by days of the reader's time, and by who said them. `unread` begins a group of its own. */
export function byDays(messages: readonly ChatMessage[], unread?: number): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const key = new Date(message.at).toDateString();
    let day = days.at(-1);
    if (day?.key !== key) {
      day = { key, at: message.at, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    if (group && message.seq !== unread && goesOn(group, message)) group.messages.push(message);
    else day.groups.push({ from: message.from, name: message.name, messages: [message] });
  }
  return days;
}

function goesOn({ from, name, messages }: Group, message: ChatMessage): boolean {
  const last = messages.at(-1);
  return (
    last !== undefined &&
    from === message.from &&
    name === message.name &&
    Date.parse(message.at) - Date.parse(last.at) < TOGETHER
  );
}
