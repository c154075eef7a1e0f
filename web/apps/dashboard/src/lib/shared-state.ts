import { useSyncExternalStore } from "react";

/** A value that parts of the page share which know nothing of one another. */
export type SharedState<T> = { get: () => T; set: (next: T) => void; use: () => T };

export function sharedState<T>(initial: T): SharedState<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  const get = () => value;
  function listen(changed: () => void): () => void {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }
  return {
    get,
    set(next) {
      value = next;
      for (const listener of [...listeners]) listener();
    },
    use: () => useSyncExternalStore(listen, get),
  };
}
