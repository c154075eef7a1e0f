import { useCurrentTitle } from "../lib/title";

/** Tells a screen reader what is shown now, as a browser does when it loads a page. */
export function Announcer() {
  return (
    <p role="status" className="sr-only">
      {useCurrentTitle()}
    </p>
  );
}
