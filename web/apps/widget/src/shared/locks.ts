/** A tab that was put to sleep may hold a lock for ever; what is done under ours may also be done twice. */
const PATIENCE = 20_000;

/** Does `work` while no other tab of the visitor does, as far as the browser has locks for this page. */
export async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return work();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  let begun: Promise<T> | undefined;
  const begin = () => {
    clearTimeout(timer);
    begun ??= work();
    return begun;
  };
  try {
    return await locks.request(name, { signal: patience.signal }, begin);
  } catch {
    // No lock was to be had: its page is not one, or it took too long.
    return await begin();
  }
}
