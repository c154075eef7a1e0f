import { Select as Base } from "@base-ui/react/select";
import type { BaseUIEvent } from "@base-ui/react/types";
import { controlClass } from "@tkt/ui/field";
import { Check, ChevronsUpDown } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";

export type Option<T> = { value: T; label: string; look?: ReactNode };

type Props<T> = {
  /** Its accessible name, unless a label names it. */
  label?: string;
  id?: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  disabled?: boolean;
  className?: string;
  /** For whoever opens it by other means than itself, such as a key. */
  open?: boolean;
  /** While it is closed, letters are commands and choose nothing: a stray one would change what is saved at once. */
  passesKeys?: boolean;
  onOpenChange?: (open: boolean) => void;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
};

/** One of a few, by mouse, keyboard or the first letters. Options may have a look of their own, such as a badge. */
export function Select<T extends string | null>({
  label,
  id,
  value,
  options,
  onChange,
  disabled = false,
  className = "",
  open,
  passesKeys = false,
  onOpenChange,
  ...described
}: Props<T>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Base.Root
      items={options.map(({ value, label }) => ({ value, label }))}
      value={value}
      disabled={disabled}
      {...(open !== undefined && { open })}
      {...(onOpenChange && { onOpenChange })}
      onValueChange={(next) => {
        const option = options.find((one) => one.value === next);
        if (option) onChange(option.value);
      }}
    >
      <Base.Trigger
        id={id}
        aria-label={label}
        {...described}
        {...(passesKeys && { "data-passes-keys": "", onKeyDown: leaveLetters })}
        className={`${controlClass} flex items-center justify-between gap-2 text-left text-body ${className}`}
      >
        <Base.Value className="min-w-0 truncate">{() => chosen?.look ?? chosen?.label ?? ""}</Base.Value>
        <ChevronsUpDown aria-hidden="true" size={16} className="shrink-0 text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="max-h-[min(24rem,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-card border border-line bg-surface p-1 text-body text-text shadow-float outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="flex min-h-10 items-center justify-between gap-4 rounded-control px-3 outline-none data-[highlighted]:bg-accent-tint"
              >
                <Base.ItemText>{option.look ?? option.label}</Base.ItemText>
                <Base.ItemIndicator>
                  <Check aria-hidden="true" size={16} />
                </Base.ItemIndicator>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function leaveLetters(event: BaseUIEvent<KeyboardEvent>) {
  if (event.key.length === 1 && event.key !== " ") event.preventBaseUIHandler();
}
