import { Button } from "@tkt/ui/button";
import { Field, Input } from "@tkt/ui/field";
import { Search } from "lucide-react";
import { type RefObject, type SubmitEvent, useLayoutEffect, useRef } from "react";
import { texts } from "../../../texts/texts";
import { readEmail } from "../lib/email";
import { readNumber } from "../lib/number";
import type { QuestionForm } from "../lib/use-question-form";

type Props = {
  form: QuestionForm;
  busy: boolean;
  /** Too many tries: nothing can be searched for now. */
  locked: boolean;
  onSearch: () => void;
};

/** Number and address. When a field is left, it shows what was understood. */
export function SearchForm({ form, busy, locked, onSearch }: Props) {
  const { errors } = form.formState;
  const element = useRef<HTMLFormElement>(null);
  useFocusOnFirstEmpty(element);
  function submit(event: SubmitEvent) {
    event.preventDefault();
    if (!busy && !locked) onSearch();
  }
  return (
    <form
      ref={element}
      noValidate
      onSubmit={submit}
      className="grid items-start gap-4 p-4 sm:grid-cols-[2fr_3fr_auto] sm:p-6"
    >
      <Field label={texts.track.number} error={errors.ticket_number?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("ticket_number", {
              onBlur: () => form.setValue("ticket_number", readNumber(form.getValues("ticket_number"))),
            })}
            type="text"
            inputMode="text"
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck="false"
            enterKeyHint="next"
            placeholder={texts.track.numberExample}
            className="font-mono"
          />
        )}
      </Field>
      <Field label={texts.track.email} error={errors.email?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register("email", {
              onBlur: () => form.setValue("email", readEmail(form.getValues("email"))),
            })}
            // Not of the type "email": that one would hold back "Maria <maria@example.com>".
            type="text"
            inputMode="email"
            autoComplete="email"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck="false"
            enterKeyHint="search"
            placeholder={texts.track.emailExample}
          />
        )}
      </Field>
      <Button
        type="submit"
        look="primary"
        busy={busy}
        aria-disabled={locked}
        // As high as the fields, and in line with them: a label stands above each.
        className="h-10.5 text-reading sm:mt-[1.46875rem]"
      >
        {!busy && <Search aria-hidden="true" size={16} />}
        {texts.track.search}
      </Button>
    </form>
  );
}

/**
 * Focuses before the form is seen: a key pressed between the two would be lost, or be selected and replaced.
 * The form's own `setFocus` waits for a timer.
 */
function useFocusOnFirstEmpty(form: RefObject<HTMLFormElement | null>) {
  useLayoutEffect(() => {
    const inputs = Array.from(form.current?.querySelectorAll("input") ?? []);
    const first = inputs.find((input) => input.value === "") ?? inputs[0];
    first?.focus();
    // What is there from the search before is selected: typing replaces it.
    first?.select();
  }, [form]);
}
