import { type RefObject, useEffect, useRef } from "react";

/**
 * Keeps in sight what the agent is at: another list begins at its top, the row of what is open is shown,
 * and when that is closed the focus is where it came from.
 */
export function useSight(
  scroller: RefObject<HTMLElement | null>,
  list: string,
  selected: string | undefined,
  isThere: boolean,
): void {
  const seen = useRef({ list, selected });
  useEffect(() => {
    if (seen.current.list === list) return;
    seen.current.list = list;
    scroller.current?.scrollTo({ top: 0 });
  }, [scroller, list]);
  useEffect(() => {
    const before = seen.current.selected;
    seen.current.selected = selected;
    if (!isThere) return;
    const row = rowOf(scroller.current, selected ?? before);
    if (selected !== undefined) row?.scrollIntoView({ block: "nearest" });
    else if (before !== undefined && wasBeside(scroller.current)) row?.focus();
  }, [scroller, selected, isThere]);
}

/** Whether the focus was in what has just been closed: nowhere now, or in the page's main part beside the list. */
function wasBeside(list: HTMLElement | null): boolean {
  const active = document.activeElement;
  if (active === null || active === document.body) return true;
  const isInList = list?.closest("section")?.contains(active) ?? false;
  return !isInList && (list?.closest("main")?.contains(active) ?? false);
}

function rowOf(list: HTMLElement | null, id: string | undefined): HTMLElement | null | undefined {
  return id === undefined ? null : list?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`);
}
