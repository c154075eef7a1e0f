import { queryClient } from "./query-client";

const MARK = "tkt.later";

let firstViewRendered: () => void;
const firstView = new Promise<void>((resolve) => {
  firstViewRendered = resolve;
}).then(painted);

/** The app says when there is something to see. */
export function viewRendered(): void {
  firstViewRendered();
}

/** A frame begins with what is drawn in it; the task after it finds that done. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Where it is absent, a moment will do. */
const whenIdle: (run: () => unknown) => void =
  typeof requestIdleCallback === "function"
    ? (run) => requestIdleCallback(run)
    : (run) => setTimeout(run, 200);

/**
 * Runs what the first view does without, such as the fetching of a part that will be wanted soon: once
 * the view is there, what it asked for has come, and there is nothing else to do. Returns what takes it back.
 */
export function later(run: () => unknown): () => void {
  let isWanted = true;
  let stop = () => {};
  const wait = () => whenIdle(() => isWanted && tryNow());
  const tryNow = () => {
    if (queryClient.isFetching() === 0) {
      isWanted = false;
      // What begins before this is the first load; its budget is held by a test.
      performance.mark(MARK);
      run();
      return;
    }
    stop = queryClient.getQueryCache().subscribe(() => {
      if (queryClient.isFetching() > 0) return;
      stop();
      wait();
    });
  };
  firstView.then(wait);
  return () => {
    isWanted = false;
    stop();
  };
}
