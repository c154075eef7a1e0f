import { closest } from "./closest.ts";
import { bubble as en } from "./en/bubble.ts";

export type BubbleTexts = typeof en;

/** A translation is another object of the type, and one more name here. */
const LANGUAGES: Readonly<Record<string, BubbleTexts>> = { en };

/** The texts in the language that the page asks for, in English where there are none. */
export function bubbleTexts(lang: string): BubbleTexts {
  return closest(LANGUAGES, lang) ?? en;
}
