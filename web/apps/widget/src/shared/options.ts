import { isColor } from "./color.ts";

/** What the page asks of the widget, read from the script's tag once. */
export type Options = {
  /** The widget's token: public, it may start conversations and raise tickets. */
  readonly token: string;
  /** Where the script came from: the API and the panel are there too. */
  readonly origin: string;
  /** The accent as `#rrggbb`; the default of the theme where the page names none. */
  readonly color: string | undefined;
  readonly position: "left" | "right";
  /** A BCP 47 tag such as `en`: the page's own where the tag names none. */
  readonly lang: string;
  readonly dir: "ltr" | "rtl";
  readonly theme: "auto" | "light" | "dark";
  /** In place of the catalogue's greeting. */
  readonly greeting: string | undefined;
  /** In place of the catalogue's name of the bubble. */
  readonly label: string | undefined;
  /** Who the visitor is to the page; goes along with raised tickets. */
  readonly userId: string | undefined;
};

/** Reads the tag. What is wrong is told by `warn` and read as if it were not there; no token, no options. */
export function readOptions(tag: HTMLScriptElement, warn: (line: string) => void): Options | undefined {
  const token = text(tag, "data-bot-token");
  if (token === undefined) {
    warn("the script's tag has no data-bot-token");
    return undefined;
  }
  const one = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const value = text(tag, name);
    if (value === undefined) return fallback;
    const found = choices.find((choice) => choice === value.toLowerCase());
    if (found === undefined) warn(`${name} must be one of ${choices.join(", ")}, not "${value}"`);
    return found ?? fallback;
  };
  const lang = text(tag, "data-lang");
  const dir = directionOf(lang);
  return {
    token,
    origin: new URL(tag.src, document.baseURI).origin,
    color: color(text(tag, "data-color"), warn),
    position: one("data-position", ["left", "right"], dir === "rtl" ? "left" : "right"),
    lang: lang ?? (document.documentElement.lang || "en"),
    dir,
    theme: one("data-theme", ["auto", "light", "dark"], "auto"),
    greeting: text(tag, "data-greeting"),
    label: text(tag, "data-label"),
    userId: userId(text(tag, "data-user-id"), warn),
  };
}

function text(tag: HTMLElement, name: string): string | undefined {
  return tag.getAttribute(name)?.trim() || undefined;
}

function color(value: string | undefined, warn: (line: string) => void): string | undefined {
  const long = value?.replace(/^#(.)(.)(.)$/, "#$1$1$2$2$3$3");
  if (long === undefined || isColor(long)) return long;
  warn(`data-color must be like #3f3cbb, not "${value}"`);
  return undefined;
}

/** The server refuses a ticket with another one, and the visitor could do nothing about it. */
function userId(value: string | undefined, warn: (line: string) => void): string | undefined {
  if (value === undefined || /^\P{Cc}{1,128}$/u.test(value)) return value;
  warn("data-user-id must be one line of at most 128 characters");
  return undefined;
}

/** Languages that are written from right to left; without a language the page's direction counts. */
function directionOf(lang: string | undefined): "ltr" | "rtl" {
  if (lang !== undefined) return /^(ar|dv|fa|he|ku|ps|sd|ug|ur|yi)\b/i.test(lang) ? "rtl" : "ltr";
  return getComputedStyle(document.documentElement).direction === "rtl" ? "rtl" : "ltr";
}
