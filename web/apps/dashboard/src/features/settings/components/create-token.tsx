import { zodResolver } from "@hookform/resolvers/zod";
import { Failure } from "@tkt/api/failure";
import type { NewWidgetToken } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Field, Input } from "@tkt/ui/field";
import { useForm } from "react-hook-form";
import { settingsTexts } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { useCreateWidgetToken } from "../api/widget-tokens";
import { sentence } from "../lib/field-errors";
import { tokenSchema } from "../lib/schema";

const words = settingsTexts.widget;

export function CreateToken({ onMade }: { onMade: (made: NewWidgetToken) => void }) {
  const creating = useCreateWidgetToken();
  const form = useForm<{ name: string }>({ resolver: zodResolver(tokenSchema), defaultValues: { name: "" } });
  const submit = form.handleSubmit(async ({ name }) => {
    if (creating.isPending) return;
    try {
      onMade(await creating.mutateAsync(name.trim()));
    } catch (thrown) {
      form.setError("name", { message: told(Failure.from(thrown)) }, { shouldFocus: true });
    }
  });
  return (
    <form
      noValidate
      onSubmit={submit}
      className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-start"
    >
      <Field label={words.name} hint={words.nameHint} error={form.formState.errors.name?.message}>
        {(control) => <Input autoComplete="off" {...form.register("name")} {...control} />}
      </Field>
      {/* Beside the input, which stands below its label. */}
      <Button type="submit" busy={creating.isPending} className="justify-self-start sm:mt-6">
        {words.create}
      </Button>
    </form>
  );
}

/** An error without a field is the one that says that there are as many tokens as there may be. */
function told(failure: Failure): string {
  const [error] = failure.fields;
  if (failure.kind !== "invalid" || !error) return texts.common.failure[failure.kind];
  return error.pointer === "/name" ? sentence(error) : words.tooMany;
}
