import { readOptions } from "../shared/options.ts";
import { startWidget } from "./widget.ts";

const MARK = Symbol.for("tkt.widget");
const said = new Set<string>();

boot();

function boot(): void {
  const tag = ownTag();
  const first: unknown = Reflect.get(window, MARK);
  if (first !== undefined) {
    // Sites that change pages without loading them run a page's script again: the tag of the page before is gone.
    const isTwice = first instanceof HTMLElement && first.isConnected;
    if (isTwice) warn("the page has more than one tag of the widget; the first one counts");
    return;
  }
  Object.defineProperty(window, MARK, { value: tag });
  const options = tag && readOptions(tag, warn);
  if (!options) return;
  const start = () => startWidget(options, warn);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start, { once: true });
  else start();
}

/** A module has no current script; its tag is found by what every tag must have. */
function ownTag(): HTMLScriptElement | null {
  const own = document.currentScript;
  return own instanceof HTMLScriptElement ? own : document.querySelector("script[data-bot-token]");
}

/** Tells the developer of the page, once. */
function warn(line: string): void {
  if (said.has(line)) return;
  said.add(line);
  // biome-ignore lint/suspicious/noConsole: whoever embeds the widget has no other place to look.
  console.warn(`tkt: ${line}`);
}
