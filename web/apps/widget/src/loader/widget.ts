import { createApi } from "../shared/api.ts";
import type { Bridge, Identity, Panel, PanelModule } from "../shared/bridge.ts";
import { createMemory } from "../shared/memory.ts";
import type { Options } from "../shared/options.ts";
import { createEvents } from "./events.ts";
import { createHost } from "./host.ts";
import { createLauncher, type Launcher } from "./launcher.ts";
import { publish, readIdentity } from "./page-api.ts";
import { createWatch, type Watch } from "./watch.ts";

/** Where the panel's module stands: its hashed name is known when this is built. */
declare const PANEL: string;

/** What an earlier page did not get to send is sent without waiting for the panel; the page comes first. */
const AFTER_LOAD = 1_000;

/** Draws the bubble, and gives the page its functions. Everything else loads when it is opened. */
export function startWidget(options: Options, warn: (line: string) => void): void {
  const events = createEvents(warn);
  const widget = new Widget(options, warn, events.emit);
  publish(
    {
      open: () => void widget.open(),
      close: () => widget.close(),
      identify: (person) => widget.identify(person),
      on: events.on,
    },
    warn,
  );
  events.emit("ready", {});
  setTimeout(() => widget.sendWhatIsLeft(), AFTER_LOAD);
}

class Widget {
  readonly #bridge: Bridge;
  readonly #launcher: Launcher;
  readonly #watch: Watch;
  #isOpen = false;
  #isRetired = false;
  #unread = 0;
  #identity: Identity | undefined;
  #panel: Panel | undefined;
  #loading: Promise<Panel> | undefined;
  #tries = 0;

  constructor(options: Options, warn: Bridge["warn"], emit: Bridge["emit"]) {
    const memory = createMemory(options.token);
    const setUnread = (count: number) => this.#setUnread(count);
    this.#bridge = {
      ...createHost(options),
      options,
      memory,
      emit,
      setUnread,
      close: () => this.close(),
      warn,
      retire: () => this.#retire(),
    };
    this.#launcher = createLauncher(this.#bridge.frame, options, () => {
      if (this.#isOpen) this.close();
      else void this.open();
    });
    const isBusy = () => this.#isOpen || this.#isRetired;
    this.#watch = createWatch(createApi(options.origin, options.token), memory, isBusy, setUnread);
  }

  async open(): Promise<void> {
    if (this.#isOpen || this.#isRetired) return;
    this.#isOpen = true;
    this.#launcher.show(this.#panel === undefined ? "opening" : "open");
    try {
      const panel = await this.#loaded();
      if (!this.#isOpen) return;
      panel.show();
      this.#launcher.show("open");
      this.#bridge.emit("open", {});
    } catch (thrown) {
      this.#isOpen = false;
      this.#launcher.show("closed");
      this.#launcher.showFailure();
      this.#bridge.warn(`the panel could not be loaded: ${thrown}`);
      this.#bridge.emit("error", { kind: "load", words: "the panel could not be loaded" });
    }
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    const hadFocus = this.#bridge.root.activeElement !== null;
    this.#launcher.show("closed");
    this.#panel?.hide();
    if (hadFocus) this.#launcher.focus();
    this.#watch.resume();
    this.#bridge.emit("close", {});
  }

  identify(person: unknown): void {
    const identity = readIdentity(person);
    if (identity === undefined) {
      this.#bridge.warn("identify() takes {name, email}");
      return;
    }
    this.#identity = identity;
    this.#panel?.identify(identity);
  }

  sendWhatIsLeft(): void {
    const isLeft = this.#bridge.memory.read().unsent.some(({ refused }) => !refused);
    // Where it cannot be loaded now, it is when the visitor opens it.
    if (isLeft) this.#loaded().catch(() => undefined);
  }

  async #loaded(): Promise<Panel> {
    this.#loading ??= this.#load();
    try {
      return await this.#loading;
    } catch (thrown) {
      this.#loading = undefined;
      throw thrown;
    }
  }

  async #load(): Promise<Panel> {
    // A browser remembers that a module could not be had: another try needs another address.
    const again = this.#tries > 0 ? `?${this.#tries}` : "";
    this.#tries += 1;
    const module: PanelModule = await import(/* @vite-ignore */ this.#bridge.options.origin + PANEL + again);
    const panel = module.mount(this.#bridge);
    this.#panel = panel;
    if (this.#identity !== undefined) panel.identify(this.#identity);
    return panel;
  }

  #setUnread(count: number): void {
    if (count === this.#unread || this.#isRetired) return;
    this.#unread = count;
    this.#launcher.showUnread(count);
    this.#bridge.emit("unread", { count });
  }

  /** An open panel says why, and is gone once it is closed. */
  #retire(): void {
    this.#isRetired = true;
    this.#watch.stop();
    this.#launcher.remove();
  }
}
