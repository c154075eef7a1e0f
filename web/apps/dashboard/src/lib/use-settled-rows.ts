import { useEffect, useMemo, useState } from "react";
import { settling, shownAtFirst, type Traits } from "./settle";

/** A little longer than the glow takes. */
const GLOW = 1_500;
const NONE: ReadonlySet<string> = new Set();

/**
 * The rows to show of the newest ones. `list` names the list: another one is shown as it is, without
 * marks. `release` lets what is held back appear.
 */
export function useSettledRows<Row>(
  traits: Traits<Row>,
  list: string,
  newest: readonly Row[],
  isHeld: boolean,
) {
  const { settle, held } = useMemo(() => settling(traits), [traits]);
  const [state, setState] = useState(() => ({ list, isHeld, shown: shownAtFirst(newest) }));
  let current = state;
  if (state.list !== list) {
    current = { list, isHeld, shown: shownAtFirst(newest) };
  } else if (state.shown.newest !== newest || state.isHeld !== isHeld) {
    current = { list, isHeld, shown: settle(state.shown, newest, isHeld) };
  }
  // Known while rendering, so that no row is painted where it does not stay.
  if (current !== state) setState(current);
  const { rows, glowing } = current.shown;
  useEffect(() => {
    if (glowing.size === 0) return;
    const fade = () => setState((before) => ({ ...before, shown: { ...before.shown, glowing: NONE } }));
    const timer = setTimeout(fade, GLOW);
    return () => clearTimeout(timer);
  }, [glowing]);
  return {
    rows,
    glowing,
    ...held(current.shown),
    release: () =>
      setState((before) => ({ ...before, shown: settle(before.shown, before.shown.newest, false) })),
  };
}
