import { answer } from "@tkt/api/client";
import type { PresenceState } from "@tkt/api/schema";
import { useCallback, useEffect, useRef } from "react";
import { api } from "../../../lib/api";
import { useAttention } from "../../../lib/attention";
import { useOnline } from "../../../lib/online";

/** It is believed for 15 seconds: one that is lost may be. */
const BEAT = 7_000;
/** Whoever has pressed no key for so long writes no more. */
const STILL_WRITING = 8_000;
/** No oftener than this while somebody writes. */
const OFTEN = 4_000;

/** Tells other agents that this one is at the conversation. Returns what is to be called at each key. */
export function usePresence(id: string): (isWriting: boolean) => void {
  const isHere = useAttention();
  const online = useOnline();
  const wroteAt = useRef(0);
  const told = useRef<{ state: PresenceState; at: number }>({ state: "viewing", at: 0 });
  const last = useRef<AbortController>(undefined);

  const tell = useCallback(
    (state: PresenceState) => {
      told.current = { state, at: Date.now() };
      // In an ended session each would wait for the next sign-in, and only the newest says what is so.
      last.current?.abort();
      last.current = new AbortController();
      const { signal } = last.current;
      const call = api.POST("/chat/{id}/presence", { params: { path: { id } }, body: { state }, signal });
      // Who misses it sees the next one.
      answer(call).catch(() => undefined);
    },
    [id],
  );

  useEffect(() => {
    if (!isHere || !online) return;
    const beat = () => tell(Date.now() - wroteAt.current < STILL_WRITING ? "writing" : "viewing");
    beat();
    const timer = setInterval(beat, BEAT);
    return () => {
      clearInterval(timer);
      last.current?.abort();
    };
  }, [isHere, online, tell]);

  return useCallback(
    (isWriting) => {
      wroteAt.current = isWriting ? Date.now() : 0;
      const state = isWriting ? "writing" : "viewing";
      if (told.current.state !== state || (isWriting && Date.now() - told.current.at > OFTEN)) tell(state);
    },
    [tell],
  );
}
