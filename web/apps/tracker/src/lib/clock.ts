import { exactly } from "@tkt/ui/when";

/** The time of day in the reader's language, with the day where it is not today's. */
export function timeOf(at: number): string {
  const moment = new Date(at);
  if (moment.toDateString() !== new Date().toDateString()) return exactTime(at);
  return new Intl.DateTimeFormat(undefined, { timeStyle: "short" }).format(moment);
}

/** Day and time in the reader's language. */
export function exactTime(at: number): string {
  return exactly(new Date(at).toISOString());
}

/** Minutes and seconds, such as "14:32". */
export function countdown(seconds: number): string {
  const rest = String(seconds % 60).padStart(2, "0");
  return `${Math.floor(seconds / 60)}:${rest}`;
}
