import { closest } from "./closest.ts";
import { panel as en } from "./en/panel.ts";

export type Texts = typeof en;

/** A translation is another object of the type, and one more name here. */
const LANGUAGES: Readonly<Record<string, Texts>> = { en };

/** The texts in the language that the page asks for, in English where there are none. */
export function panelTexts(lang: string): Texts {
  return closest(LANGUAGES, lang) ?? en;
}
