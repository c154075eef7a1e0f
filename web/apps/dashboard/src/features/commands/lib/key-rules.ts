import type { Command } from "../../../lib/commands";

/** How long the first key of two waits for the second. */
const TOGETHER = 1_000;

/** Where keys mean text, or the choice of an option by its first letter. */
const TAKES_KEYS = [
  "input:not([type=checkbox], [type=radio], [type=button], [type=submit])",
  "textarea",
  "select",
  "[contenteditable]:not([contenteditable=false])",
  "[role=textbox]",
  "[role=combobox]:not([data-passes-keys])",
  "[role=listbox]",
  "[role=menu]",
].join();

/** What lies over the view and has keys of its own. Toasts are dialogs that lie over nothing. */
const LIES_OVER = "[role=dialog], [role=alertdialog], [role=menu], [role=listbox]";

/** Whether something open has the keys to itself. */
export function isSomethingOpen(): boolean {
  return [...document.querySelectorAll(LIES_OVER)].some(
    (element) =>
      element.getAttribute("aria-modal") !== "false" && !element.closest("[hidden], [data-closed]"),
  );
}

/** The key that may run a command; nothing while somebody types, for a shortcut of the browser, or for a key held down. */
export function keyOf(event: KeyboardEvent): string | undefined {
  if (event.defaultPrevented || event.repeat || event.isComposing) return undefined;
  if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return undefined;
  if (event.target instanceof Element && event.target.closest(TAKES_KEYS)) return undefined;
  // With caps lock on, `S` is meant as `s`; with shift it is another key.
  return event.shiftKey ? event.key : event.key.toLowerCase();
}

/** Finds the command of a key, or of two keys one after the other. */
export function keySequence() {
  let first: { key: string; at: number } | undefined;
  return {
    /** What to run; `"waiting"` after the first key of two; nothing for a key without a command. */
    press(key: string, at: number, commands: readonly Command[]): Command | "waiting" | undefined {
      const isSecond = first !== undefined && at - first.at < TOGETHER;
      const typed = isSecond ? `${first?.key} ${key}` : key;
      first = undefined;
      const found = commands.find((command) => command.key === typed);
      if (found || isSecond) return found;
      if (!commands.some((command) => command.key?.startsWith(`${key} `))) return undefined;
      first = { key, at };
      return "waiting";
    },
    /** Something else was pressed in between. */
    forget() {
      first = undefined;
    },
  };
}

/** Cmd+K on a Mac, where Ctrl+K cuts a line; Ctrl+K elsewhere. */
export function isPaletteKey(event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey) return false;
  return isMac() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

export function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}
