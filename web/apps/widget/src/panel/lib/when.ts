import type { Texts } from "../../texts/panel.ts";

const DAY = 86_400_000;

/** The locale for dates: the texts' language, in the country of the page or else of the visitor's browser. */
export function localeFor(language: string, asked: string): string {
  const fits = (tag: string) => tag.toLowerCase().split("-")[0] === language;
  const inCountry = (tag: string) => fits(tag) && tag.includes("-");
  const found = inCountry(asked) ? asked : navigator.languages?.find(inCountry);
  try {
    return found === undefined ? language : (Intl.getCanonicalLocales(found)[0] ?? language);
  } catch {
    return language;
  }
}

/** "10:31". */
export function timeOf(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(at);
}

/** "Today", "Monday, 12 January". */
export function dayName(at: number, locale: string, { chat }: Texts): string {
  const day = new Date(at).toDateString();
  if (day === new Date().toDateString()) return chat.today;
  if (day === new Date(Date.now() - DAY).toDateString()) return chat.yesterday;
  const isOfThisYear = new Date(at).getFullYear() === new Date().getFullYear();
  const year = isOfThisYear ? {} : ({ year: "numeric" } as const);
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", ...year }).format(
    at,
  );
}

/** "12 Jan 2026, 10:31". */
export function moment(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(at);
}

/** "0:42". */
export function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
