/** After so long out of sight, what was read may be stale. */
const STALE = 60_000;

/** Whether the visitor looks at the conversation. */
export type Attention = {
  isThere(): boolean;
  setShown(isShown: boolean): void;
  stop(): void;
};

/** Calls `wake` whenever waiting may be over: the visitor, the network or the machine is back. */
export function createAttention(wake: (isStale: boolean) => void): Attention {
  const events = ["online", "offline", "focus", "pageshow"] as const;
  let isShown = false;
  let awaySince = 0;

  const isThere = () => isShown && document.visibilityState !== "hidden";
  function look(): void {
    const isStale = isThere() && awaySince > 0 && Date.now() - awaySince > STALE;
    if (isThere()) awaySince = 0;
    else if (awaySince === 0) awaySince = Date.now();
    wake(isStale);
  }
  for (const event of events) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
  return {
    isThere,
    setShown(shown) {
      isShown = shown;
      look();
    },
    stop() {
      for (const event of events) removeEventListener(event, look);
      document.removeEventListener("visibilitychange", look);
    },
  };
}
