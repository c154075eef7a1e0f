/** What can be done about what a toast tells, such as to undo it. */
export type ToastAction = { label: string; run: () => void };

export type Told = { title: string; description?: string | undefined; action?: ToastAction; failed?: true };

/** Who shows toasts, once they can be shown, and what was told before. */
let show: ((told: Told) => void) | undefined;
const waiting: Told[] = [];

export function showToasts(given: (told: Told) => void): void {
  show = given;
  for (const told of waiting.splice(0)) given(told);
}

export function tell(told: Told): void {
  if (show) show(told);
  else waiting.push(told);
}
