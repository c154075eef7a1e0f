import { useSyncExternalStore } from "react";

/** Whether the agent looks at this page: it can be seen, and it is what they type into. */
export function useAttention(): boolean {
  return useSyncExternalStore(listen, isLookedAt);
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

function listen(changed: () => void): () => void {
  addEventListener("focus", changed);
  addEventListener("blur", changed);
  document.addEventListener("visibilitychange", changed);
  return () => {
    removeEventListener("focus", changed);
    removeEventListener("blur", changed);
    document.removeEventListener("visibilitychange", changed);
  };
}
