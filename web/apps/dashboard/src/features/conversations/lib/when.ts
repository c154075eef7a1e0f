import { conversationsTexts } from "../../../texts/conversations-texts";

const words = conversationsTexts.log;

/** A day as people name it: "Today", "Yesterday", "Monday, 12 January". */
export function dayName(at: string, now = new Date()): string {
  const day = new Date(at);
  const days = Math.round((startOf(now) - startOf(day)) / 86_400_000);
  if (days === 0) return words.today;
  if (days === 1) return words.yesterday;
  const isThisYear = day.getFullYear() === now.getFullYear();
  return new Intl.DateTimeFormat(undefined, {
    weekday: "long",
    day: "numeric",
    month: "long",
    ...(!isThisYear && { year: "numeric" }),
  }).format(day);
}

/** The time of day alone. */
export function clockTime(at: string): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short" }).format(new Date(at));
}

function startOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
}
