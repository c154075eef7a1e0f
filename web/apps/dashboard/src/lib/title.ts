import { words } from "@tkt/ui/words";
import { useEffect } from "react";
import { sharedState } from "./shared-state";

const title = sharedState("");
let waiting = "";

/** What the page in view is called, for whoever announces it. */
export const useCurrentTitle = title.use;

/**
 * Names the browser's tab after what is shown, such as "TKT-00042 Wrong invoice - tkt", and lets a
 * screen reader say it. `undefined` leaves it to another part of the page.
 */
export function useTitle(shown: string | undefined): void {
  useEffect(() => {
    if (shown === undefined) return;
    title.set(shown);
    show();
  }, [shown]);
}

/** Tells before every title how much waits to be read, such as "(3) Conversations - tkt". Empty where nothing does. */
export function useTitleBadge(count: string): void {
  useEffect(() => {
    waiting = count;
    show();
    return () => {
      waiting = "";
      show();
    };
  }, [count]);
}

function show(): void {
  if (title.get() === "") return;
  document.title = `${waiting && `(${waiting}) `}${title.get()} - ${words.product}`;
}
