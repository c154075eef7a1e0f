import { useStage } from "../lib/stage.ts";
import { cleanLine } from "../lib/text.ts";
import type { Fields } from "../lib/use-form.ts";
import { Field } from "./field.tsx";

/** Name and e-mail, as every form of the panel asks for them. */
export function PersonFields({ form, disabled }: { form: Fields<"name" | "email">; disabled: boolean }) {
  const { texts } = useStage();
  return (
    <>
      <Field label={texts.form.name} error={form.error("name")}>
        {(control) => (
          <input
            {...control}
            name="name"
            type="text"
            dir="auto"
            autocomplete="name"
            required
            readOnly={disabled}
            value={form.values.name}
            onInput={(event) => form.change("name", event.currentTarget.value)}
            onBlur={() => form.leave("name")}
          />
        )}
      </Field>
      <Field label={texts.form.email} error={form.error("email")}>
        {(control) => (
          <input
            {...control}
            name="email"
            // Not of the type "email": that one hides a pasted space, and what we say is our own.
            type="text"
            dir="ltr"
            inputMode="email"
            autocomplete="email"
            autocapitalize="none"
            autocorrect="off"
            spellcheck={false}
            required
            readOnly={disabled}
            placeholder={texts.form.emailExample}
            value={form.values.email}
            onInput={(event) => form.change("email", event.currentTarget.value)}
            onBlur={(event) => {
              const email = cleanLine(event.currentTarget.value);
              if (email !== form.values.email) form.change("email", email);
              form.leave("email");
            }}
          />
        )}
      </Field>
    </>
  );
}
