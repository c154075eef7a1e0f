import type { ComponentChildren } from "preact";
import { useOwnId } from "../lib/use-own-id.ts";

/** What connects a control with its label and with what is wrong with it. */
export type Control = {
  id: string;
  class: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean;
};

type Props = {
  label: string;
  error: string | undefined;
  children: (control: Control) => ComponentChildren;
};

/** A control below its label; below it, what is wrong. */
export function Field({ label, error, children }: Props) {
  const id = useOwnId();
  const errorId = `${id}-error`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        class: "control",
        "aria-describedby": error ? errorId : undefined,
        "aria-invalid": error !== undefined,
      })}
      <p id={errorId} class="error" aria-live="polite">
        {error}
      </p>
    </div>
  );
}
