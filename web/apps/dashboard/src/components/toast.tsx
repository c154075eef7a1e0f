import { type ComponentType, useEffect, useState } from "react";
import { later } from "../lib/later";
import { type ToastAction, tell } from "./toast-queue";

/** Tells what was done; it goes by itself, and screen readers hear it. With an action it stays a little longer. */
export function toast(title: string, action?: ToastAction): void {
  tell({ title, ...(action && { action }) });
}

/** Tells what could not be done, and stays longer. */
export function toastFailure(title: string, description?: string, action?: ToastAction): void {
  tell({ title, description, failed: true, ...(action && { action }) });
}

/** Where toasts appear: once, at the root of the app. Nothing is told before there is a view, so they come after it. */
export function Toasts() {
  const [List, setList] = useState<ComponentType>();
  useEffect(
    () =>
      later(() => {
        const shown = import("./toast-list").then((loaded) => setList(() => loaded.ToastList));
        // Without network there will be no toast until the next load; what fails is told by its view, too.
        shown.catch(() => undefined);
      }),
    [],
  );
  return List && <List />;
}
