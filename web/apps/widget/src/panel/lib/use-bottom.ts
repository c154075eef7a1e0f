import type { RefObject } from "preact";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Line } from "../../chat/types.ts";

/** How far from the end, in pixels, still counts as the end. */
const NEAR = 48;

type Bottom = {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLOListElement | null>;
  onScroll: () => void;
  /** Something came below what is seen. */
  hasNews: boolean;
  toNewest: () => void;
};

/**
 * Keeps a stream at its newest line while the visitor is there, and leaves it alone while they read
 * further up. Opened, it stands where the visitor stopped reading.
 */
export function useBottom(lines: readonly Line[], isOpen: boolean): Bottom {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const isThere = useRef(true);
  const [hasNews, setHasNews] = useState(false);
  const newest = lines[lines.length - 1];
  const isThereAny = newest !== undefined;

  const toNewest = useCallback(() => {
    isThere.current = true;
    setHasNews(false);
    const box = scroller.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    isThere.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    if (isThere.current) setHasNews(false);
  }, []);

  // What grows or shrinks (a card, the composer, a keyboard) does not take the newest line away.
  useEffect(() => {
    const [box, list] = [scroller.current, content.current];
    if (!box || !list) return;
    const observer = new ResizeObserver(() => {
      if (isThere.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    observer.observe(list);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (!isOpen || !isThereAny) return;
    toNewest();
    const mark = content.current?.querySelector(".unread");
    if (mark && scroller.current) {
      mark.scrollIntoView({ block: "start" });
      onScroll();
    }
  }, [isOpen, isThereAny, toNewest, onScroll]);

  const isOwn = newest?.from === "visitor";
  const key = newest?.key;
  useLayoutEffect(() => {
    if (key === undefined) return;
    if (isOwn || isThere.current) toNewest();
    else setHasNews(true);
  }, [key, isOwn, toNewest]);

  return { scroller, content, onScroll, hasNews, toNewest };
}
