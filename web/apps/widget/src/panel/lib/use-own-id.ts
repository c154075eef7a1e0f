import { useState } from "preact/hooks";

let last = 0;

/** An id for an element. Preact's `useId` begins anew when a root is drawn again, and gives an id twice. */
export function useOwnId(): string {
  const [id] = useState(() => {
    last += 1;
    return `tkt-${last}`;
  });
  return id;
}
