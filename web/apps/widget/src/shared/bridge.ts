import type { Memory } from "./memory.ts";
import type { Options } from "./options.ts";

/** What happens in the widget, for the page: `tkt.on(event, fn)`. */
export type Events = {
  ready: Record<string, never>;
  open: Record<string, never>;
  close: Record<string, never>;
  /** A message that was not there before, of either side. */
  message: { from: "visitor" | "agent" | "system"; text: string };
  /** How many messages the visitor has not seen, whenever that changes. */
  unread: { count: number };
  /** The visitor raised a ticket. */
  ticket: { number: string };
  /** Something went wrong; `words` are for developers. */
  error: { kind: string; words: string };
};

/** A visitor, as far as the page or an earlier visit tells. */
export type Identity = { name?: string; email?: string };

/** What the loader gives the panel. */
export type Bridge = {
  readonly options: Options;
  readonly memory: Memory;
  readonly root: ShadowRoot;
  /** Where the panel goes; has `dir`, `lang` and `data-theme` (light or dark, kept up to date). */
  readonly frame: HTMLElement;
  emit<E extends keyof Events>(event: E, detail: Events[E]): void;
  /** Shows how many messages the visitor has not seen; 0 takes the badge away. */
  setUnread(count: number): void;
  /** Closes the panel; the focus goes back to the bubble. */
  close(): void;
  /** One line on the console; the same line only once. */
  warn(line: string): void;
  /** The token does not count: the bubble goes away, and does not come back before the page is loaded again. */
  retire(): void;
};

/** What the panel gives the loader. */
export type Panel = {
  show(): void;
  hide(): void;
  identify(person: Identity): void;
};

/** What the panel's module exports. */
export type PanelModule = { mount(bridge: Bridge): Panel };
