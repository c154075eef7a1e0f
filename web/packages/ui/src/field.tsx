import { type ComponentProps, type ReactNode, useId } from "react";

/** How an input, a text area or a native select looks. */
export const controlClass =
  "w-full min-h-10 rounded-control border border-edge bg-surface px-3 py-2 text-text placeholder:text-muted pointer-coarse:min-h-11 hover:border-muted aria-invalid:border-danger";

type Described = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

type FieldProps = {
  label: string;
  /** Where what stands around it says the same to who sees it. */
  isLabelHidden?: boolean;
  hint?: ReactNode;
  error?: string | undefined;
  /** The control: it is given its id and what describes it. */
  children: (control: Described) => ReactNode;
};

/** A label, its control, a hint, and the error in words beside it. */
export function Field({ label, isLabelHidden = false, hint, error, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  const control: Described = {
    id,
    ...(described && { "aria-describedby": described }),
    ...(error && { "aria-invalid": true }),
  };
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-meta font-medium"}>
        {label}
      </label>
      {children(control)}
      {hint && (
        <p id={`${id}-hint`} className="text-meta text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-meta font-medium text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

export function Input({ className = "", ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={`${controlClass} ${className}`} />;
}

/** Grows with what is written in it. */
export function TextArea({ className = "", ...rest }: ComponentProps<"textarea">) {
  return <textarea {...rest} className={`field-sizing-content min-h-24 ${controlClass} ${className}`} />;
}
