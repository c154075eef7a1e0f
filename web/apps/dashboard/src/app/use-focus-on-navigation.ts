import { useRouter } from "@tanstack/react-router";
import { type RefObject, useEffect } from "react";

/**
 * Leads the keyboard to the content when another part of the dashboard is opened, and whenever what
 * had the focus is gone. Who walks through a list with a ticket beside it stays in the list.
 */
export function useFocusOnNavigation(content: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
        if (!fromLocation || fromLocation.pathname === toLocation.pathname) return;
        if (part(fromLocation.pathname) === part(toLocation.pathname) && hasFocus()) return;
        content.current?.focus({ preventScroll: true });
      }),
    [router, content],
  );
}

/** The first word of a path, such as `tickets`. */
function part(path: string): string | undefined {
  return path.split("/").find(Boolean);
}

/** Whether something that is to be seen has the focus. A list that a phone hides keeps none. */
function hasFocus(): boolean {
  const focused = document.activeElement;
  return focused !== null && focused !== document.body && focused.checkVisibility();
}
