import type { Identity } from "../shared/bridge.ts";
import { fields, text } from "../shared/parse.ts";
import { guarded } from "./events.ts";

/** What the page may call: `window.tkt`. */
export type PageApi = {
  open(): void;
  close(): void;
  /** Who the visitor is, so that they need not tell. */
  identify(person: unknown): void;
  /** Listens; the answer ends that. */
  on(event: string, listener: unknown): () => void;
  /** A call as a list, such as `["open"]`: this works before the script has loaded, too, on a plain array. */
  push(...calls: unknown[]): void;
};

declare global {
  interface Window {
    tkt?: unknown;
  }
}

/**
 * Puts the functions where the page finds them, and makes the calls that it made before. What the page itself
 * keeps under that name stays its own.
 */
export function publish(api: Omit<PageApi, "push">, warn: (line: string) => void): void {
  const early: unknown = window.tkt;
  // An element with the id "tkt" is found under that name, too; nobody keeps it there.
  if (early !== undefined && !Array.isArray(early) && !(early instanceof Element)) {
    warn("window.tkt is the page's own, so the widget's functions are not put there");
    return;
  }
  function call(one: unknown): void {
    const [name, first, second]: unknown[] = Array.isArray(one) ? one : [];
    guarded(() => {
      if (name === "open" || name === "close") api[name]();
      else if (name === "identify") api.identify(first);
      else if (name === "on") api.on(`${first}`, second);
      else warn(`push() takes calls such as ["open"], not ${typeof one}`);
    });
  }
  const published: PageApi = {
    ...api,
    push(...calls) {
      for (const one of calls) call(one);
    },
  };
  window.tkt = published;
  if (Array.isArray(early)) published.push(...early);
}

/** The name and e-mail of what the page says of the visitor. */
export function readIdentity(person: unknown): Identity | undefined {
  const given = fields(person);
  if (given === undefined) return undefined;
  const [name, email] = [text(given.name)?.trim(), text(given.email)?.trim()];
  return { ...(name ? { name } : {}), ...(email ? { email } : {}) };
}
