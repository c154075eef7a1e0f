import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/**
 * Keeps a panel that takes the whole screen within the part that no keyboard covers: what is fixed gives
 * way to the browser's bars alone.
 */
export function useVisibleHeight(panel: RefObject<HTMLElement | null>, isWholeScreen: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    const style = panel.current?.style;
    if (!isWholeScreen || !view || !style) return;
    const update = () => {
      // Zoomed in by two fingers, a part of the page is seen, which tells nothing of a keyboard.
      const isCovered = view.scale === 1 && innerHeight - view.height > 1;
      style.setProperty("--height", isCovered ? `${view.height}px` : "");
      style.setProperty("--top", isCovered ? `${view.offsetTop}px` : "");
    };
    update();
    view.addEventListener("resize", update);
    view.addEventListener("scroll", update);
    return () => {
      view.removeEventListener("resize", update);
      view.removeEventListener("scroll", update);
      style.removeProperty("--height");
      style.removeProperty("--top");
    };
  }, [panel, isWholeScreen]);
}
