/**
 * The browser's storage, which may be full, switched off or cleared at any time. Nothing here throws:
 * whoever asks for what cannot be had gets `null`, and a failed write says so.
 */
export type SafeStorage = {
  read: (key: string) => string | null;
  write: (key: string, value: string) => boolean;
  remove: (key: string) => void;
  keys: () => string[];
};

/** What stays on this device, shared by all tabs. */
export const deviceStorage = safe(() => localStorage);

/** What this tab alone keeps, until it is closed. */
export const tabStorage = safe(() => sessionStorage);

/** The store is taken anew each time: where storage is switched off, naming it throws. */
function safe(store: () => Storage): SafeStorage {
  function attempt<T>(use: (storage: Storage) => T, otherwise: T): T {
    try {
      return use(store());
    } catch {
      return otherwise;
    }
  }
  return {
    read: (key) => attempt((storage) => storage.getItem(key), null),
    write: (key, value) =>
      attempt((storage) => {
        storage.setItem(key, value);
        return true;
      }, false),
    remove: (key) => attempt((storage) => storage.removeItem(key), undefined),
    keys: () =>
      attempt((storage) => Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? ""), []),
  };
}
