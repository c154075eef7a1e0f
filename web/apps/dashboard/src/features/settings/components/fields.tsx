import { Field, Input } from "@tkt/ui/field";
import type { ComponentProps, ReactNode } from "react";
import { get, useFormContext } from "react-hook-form";
import type { SettingName, SettingsValues } from "../lib/values";

type Name = Exclude<SettingName, "categories" | "allowed_origins" | "ticket_phrases" | "number_format">;

type Props = Omit<ComponentProps<"input">, "name"> & { name: Name; label: string; hint?: ReactNode };

/** A text of the settings, with its error beside it. */
export function TextSetting({ name, label, hint, ...input }: Props) {
  const { register, formState } = useFormContext<SettingsValues>();
  const error: { message?: string } | undefined = get(formState.errors, name);
  return (
    <Field label={label} hint={hint} error={error?.message}>
      {(control) => <Input autoComplete="off" {...input} {...register(name)} {...control} />}
    </Field>
  );
}

/** Settings that belong together, under a heading. */
export function Group({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="grid grid-cols-1 gap-4 border-line border-t pt-6 first:border-t-0 first:pt-0">
      <div>
        <h2 className="font-semibold text-reading">{title}</h2>
        {hint && <p className="text-meta text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}
