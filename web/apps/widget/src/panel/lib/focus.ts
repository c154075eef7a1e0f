const REACHED =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), [tabindex="0"]';

/** What Tab reaches in `within`, in order. */
export function reachable(within: HTMLElement): HTMLElement[] {
  const all = [...within.querySelectorAll<HTMLElement>(REACHED)];
  return all.filter((one) => one.tabIndex >= 0 && one.closest("[hidden], [inert]") === null);
}

/** Keeps Tab within `trap`: after the last comes the first. */
export function keepFocusIn(trap: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const all = reachable(trap);
  const [first, last] = [all[0], all[all.length - 1]];
  const root = trap.getRootNode();
  const focused = root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
  const isInside = all.some((one) => one === focused);
  const leaves = !isInside || focused === (event.shiftKey ? first : last);
  if (!leaves) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

/** Brings the focus in: to the first field that is to be filled in, or to what comes after the fields. */
export function focusIn(panel: HTMLElement, isTouch: boolean): void {
  const fields = [...panel.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")];
  const target =
    fields.find(({ value, required }) => value === "" && required) ??
    panel.querySelector<HTMLElement>(".message-field, [type=submit]") ??
    fields[0];
  // A field would bring up the keyboard, over half of what there is to read.
  (isTouch || !target ? panel.querySelector<HTMLElement>("h2") : target)?.focus({ preventScroll: true });
}
