import { useEffect, useState } from "preact/hooks";

// The same width stands in styles/frame.css.
const PHONE = "(max-width: 480px)";

/** Whether the panel takes the whole screen. */
export function usePhone(): boolean {
  const [isPhone, setPhone] = useState(() => matchMedia(PHONE).matches);
  useEffect(() => {
    const query = matchMedia(PHONE);
    const update = () => setPhone(query.matches);
    update();
    query.addEventListener("change", update);
    return () => query.removeEventListener("change", update);
  }, []);
  return isPhone;
}

/** Whether a finger points: there, focus on a field would cover half of the screen with a keyboard. */
export function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}
