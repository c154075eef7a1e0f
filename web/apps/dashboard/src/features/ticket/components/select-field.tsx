import { type ReactNode, useId } from "react";
import { type Option, Select } from "../../../components/select";

type Props<T> = {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A quick choice, beside the label. */
  action?: ReactNode;
};

/** A field of the ticket that is one of a few, with its label above. */
export function SelectField<T extends string | null>({ label, action, ...rest }: Props<T>) {
  const id = useId();
  return (
    <div className="grid min-w-0 grid-cols-1 content-start gap-1">
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <label htmlFor={id} className="text-meta text-muted">
          {label}
        </label>
        {action}
      </div>
      <Select id={id} className="h-11" passesKeys {...rest} />
    </div>
  );
}
