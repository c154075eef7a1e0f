import { type RefObject, useEffect, useState } from "react";

/** A pointer that has rested for so long points at nothing in particular. */
const RESTS_AFTER = 8_000;
/** A list that was scrolled by less is still at its top. */
const SLACK = 8;

/**
 * Whether somebody is about to use a row: the mouse moves over the list, the keyboard's focus is in it,
 * or it is scrolled down. Rows must not move then.
 */
export function useHold(list: RefObject<HTMLElement | null>): boolean {
  const [reasons, setReasons] = useState({ pointer: false, focus: false, scroll: false });
  useEffect(() => {
    const element = list.current;
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const say = (reason: keyof typeof reasons, holds: boolean) =>
      setReasons((before) => (before[reason] === holds ? before : { ...before, [reason]: holds }));
    const leave = () => {
      clearTimeout(rest);
      say("pointer", false);
    };
    const move = (event: PointerEvent) => {
      // A finger points at nothing once it is lifted.
      if (event.pointerType !== "mouse") return;
      clearTimeout(rest);
      rest = setTimeout(() => say("pointer", false), RESTS_AFTER);
      say("pointer", true);
    };
    // A click leaves the focus on a row that nobody looks at any more; the keyboard does not.
    const focus = () => say("focus", element.querySelector(":focus-visible") !== null);
    // From row to row the list stays held.
    const blur = ({ relatedTarget }: FocusEvent) => {
      if (!(relatedTarget instanceof Node && element.contains(relatedTarget))) say("focus", false);
    };
    const scroll = () => say("scroll", element.scrollTop > SLACK);
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerleave", leave);
    element.addEventListener("focusin", focus);
    element.addEventListener("focusout", blur);
    element.addEventListener("scroll", scroll, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerleave", leave);
      element.removeEventListener("focusin", focus);
      element.removeEventListener("focusout", blur);
      element.removeEventListener("scroll", scroll);
    };
  }, [list]);
  return reasons.pointer || reasons.focus || reasons.scroll;
}
