import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Closer than this to the end counts as the end. */
const SLACK = 48;

/**
 * Keeps a log at its end while it is there: new lines push it up, and so do a keyboard or a growing
 * composer. Whoever reads further up stays where they are, and learns that there is more. What they
 * send themselves (`own`) they want to see.
 */
export function useStayAtEnd(last: number, own: string | undefined, onAtEnd: (isAtEnd: boolean) => void) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const [seen, setSeen] = useState(last);

  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  useEffect(() => {
    const element = scroller.current;
    const inside = content.current;
    if (!element || !inside) return;
    const look = () => {
      isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < SLACK;
      onAtEnd(isAtEnd.current);
      if (isAtEnd.current) setSeen(Number.POSITIVE_INFINITY);
    };
    const grown = new ResizeObserver(() => isAtEnd.current && toEnd());
    grown.observe(element);
    grown.observe(inside);
    element.addEventListener("scroll", look, { passive: true });
    toEnd();
    return () => {
      grown.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [onAtEnd, toEnd]);

  useLayoutEffect(() => {
    if (own !== undefined) isAtEnd.current = true;
  }, [own]);

  // Before it is painted, so that nothing jumps.
  useLayoutEffect(() => {
    if (isAtEnd.current) {
      toEnd();
      setSeen(last);
    } else {
      // Where it was left, everything before was seen.
      setSeen((before) => (before === Number.POSITIVE_INFINITY ? last - 1 : before));
    }
  }, [last, toEnd]);

  return { scroller, content, hasNews: last > seen, toEnd };
}
