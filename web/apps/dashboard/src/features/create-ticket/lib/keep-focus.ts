import type { MouseEvent } from "react";

/** For what is pressed: a field that is left may show an error and move it away before the click is whole. */
export function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}
