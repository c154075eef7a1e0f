const HOME = "/tickets";
/** Where nobody wants to come to right after they have signed in. */
const NOT_INSIDE = /^\/(sign-in|invitation)(\/|$)/;

/**
 * Where to go after sign-in: the path that was asked for if it is one of the dashboard's own, as the
 * router writes it (`/tickets/TKT-00003?view=mine`). Another site's address leads to the list.
 */
export function destination(asked: string | undefined): string {
  if (!asked?.startsWith("/")) return HOME;
  // As the browser reads it: `//host`, `/\host` and a tab between the two name another site.
  // So does what is left of `/.//host`.
  const base = new URL("https://dashboard.invalid");
  const url = URL.canParse(asked, base) ? new URL(asked, base) : undefined;
  if (url?.origin !== base.origin || url.pathname.startsWith("//")) return HOME;
  if (url.pathname === "/" || NOT_INSIDE.test(url.pathname)) return HOME;
  return url.pathname + url.search + url.hash;
}
