import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from "react";

type Step = 1 | -1;

type Rows = {
  list: RefObject<HTMLElement | null>;
  /** What the rows show, in their order. */
  ids: readonly string[];
  /** The one that stands open beside the list. */
  selected: string | undefined;
  /** Opens another one in its place. */
  open: (id: string) => void;
};

/**
 * Steps from row to row. `focus` moves the focus in the list, as the arrow keys do; `move` does, too, but
 * beside something open it opens the next.
 *
 * A row that goes while it has the focus, since another list is shown, leaves it to the one in its place.
 */
export function useRowKeys({
  list,
  ids,
  selected,
  open,
}: Rows): Record<"focus" | "move", (step: Step) => void> {
  const focus = useRowFocus(list, selected);
  const move = useCallback(
    (step: Step) => {
      if (selected === undefined) {
        focus(step);
        return;
      }
      const at = ids.indexOf(selected);
      const next = at < 0 ? ids[0] : ids[at + step];
      if (next !== undefined) open(next);
    },
    [focus, ids, selected, open],
  );
  return { focus, move };
}

function useRowFocus(list: Rows["list"], selected: string | undefined): (step: Step) => void {
  const focused = useRef<{ row: HTMLElement; at: number }>(undefined);
  const seen = useRef(selected);
  const focus = useCallback(
    (step: Step) => {
      const rows = rowsOf(list.current);
      const at = focusedOf(rows);
      const start = step > 0 ? 0 : rows.length - 1;
      rows[at < 0 ? start : Math.min(Math.max(at + step, 0), rows.length - 1)]?.focus();
    },
    [list],
  );
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    const step = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      focus(event.key === "ArrowDown" ? 1 : -1);
    };
    const remember = () => {
      const rows = rowsOf(element);
      const at = focusedOf(rows);
      const row = rows[at];
      focused.current = row && { row, at };
    };
    // A focus that goes with its row goes nowhere: what is drawn then looks at it before it is forgotten.
    const leave = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) focused.current = undefined;
      else queueMicrotask(remember);
    };
    element.addEventListener("keydown", step);
    element.addEventListener("focusin", remember);
    element.addEventListener("focusout", leave);
    return () => {
      element.removeEventListener("keydown", step);
      element.removeEventListener("focusin", remember);
      element.removeEventListener("focusout", leave);
    };
  }, [list, focus]);
  // After each drawing, before anybody sees it. What is opened or closed moves the focus by itself (`useSight`).
  useLayoutEffect(() => {
    const isSame = seen.current === selected;
    seen.current = selected;
    const { current: lost } = focused;
    if (!isSame || !lost || document.activeElement !== document.body) return;
    const rows = rowsOf(list.current);
    // Still in its place: the focus left it of its own accord.
    if (rows[lost.at] === lost.row) return;
    const same = rows.find((row) => row.dataset.row === lost.row.dataset.row);
    (same ?? rows[Math.min(lost.at, rows.length - 1)])?.focus();
  });
  return focus;
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
}

/** Which of the rows has the focus; -1 where none has. */
function focusedOf(rows: HTMLElement[]): number {
  return rows.findIndex((row) => row.contains(document.activeElement));
}
