import type { Events } from "../shared/bridge.ts";

/** What the page listens to. */
export type PageEvents = {
  on(event: string, listener: unknown): () => void;
  emit<E extends keyof Events>(event: E, detail: Events[E]): void;
};

const NAMES: readonly string[] = [
  "ready",
  "open",
  "close",
  "message",
  "unread",
  "ticket",
  "error",
] satisfies (keyof Events)[];

export function createEvents(warn: (line: string) => void): PageEvents {
  const listeners = new Map<string, Set<(detail: unknown) => void>>();
  let isReady = false;
  return {
    on(event, listener) {
      if (typeof listener !== "function" || NAMES.indexOf(event) < 0) {
        warn(`on() takes a function, and one of ${NAMES.join(", ")}`);
        return () => undefined;
      }
      const call = (detail: unknown) => guarded(() => listener(detail));
      const list = listeners.get(event) ?? new Set();
      listeners.set(event, list.add(call));
      // Whoever asks late would wait for ever.
      if (event === "ready" && isReady) queueMicrotask(() => call({}));
      return () => list.delete(call);
    },
    emit(event, detail) {
      if (event === "ready") isReady = true;
      for (const call of listeners.get(event) ?? []) call(detail);
    },
  };
}

/** The page's mistakes are reported as the page's, and stop nothing here. */
export function guarded(work: () => void): void {
  try {
    work();
  } catch (thrown) {
    reportError(thrown);
  }
}
