import { useEffect, useRef } from "react";

/** Calls when the agent does something, or comes back to the window. */
export function useWake(wake: () => void): void {
  const latest = useRef(wake);
  useEffect(() => {
    latest.current = wake;
  });
  useEffect(() => {
    const call = () => latest.current();
    const events = ["pointerdown", "keydown", "focus"] as const;
    for (const event of events) window.addEventListener(event, call);
    return () => {
      for (const event of events) window.removeEventListener(event, call);
    };
  }, []);
}
