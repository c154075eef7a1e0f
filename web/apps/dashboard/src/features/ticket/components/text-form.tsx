import { Button } from "@tkt/ui/button";
import { Field, Input, TextArea } from "@tkt/ui/field";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";

type Props = {
  label: string;
  text: string;
  onWrite: (text: string) => void;
  onSave: (text: string) => void;
  onCancel: () => void;
  hint?: string | undefined;
  /** One line: Enter saves it. */
  oneLine?: boolean;
  mayBeBlank?: boolean;
  max: number;
};

/** A text in place of itself, to be edited. Cmd/Ctrl+Enter saves, Escape cancels. */
export function TextForm({
  label,
  text,
  onWrite,
  onSave,
  onCancel,
  hint,
  oneLine = false,
  mayBeBlank = false,
  max,
}: Props) {
  const [error, setError] = useState<string>();

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (!mayBeBlank && text.trim() === "") setError(ticketTexts.blank);
    else onSave(text);
  }

  function press(event: KeyboardEvent) {
    // Escape that ends the choice of a character is the keyboard's.
    if (event.key === "Escape" && !event.nativeEvent.isComposing) onCancel();
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
  }

  const control = {
    value: text,
    maxLength: max,
    dir: "auto",
    // The agent has just asked for it.
    ref: focusAtEnd,
    onKeyDown: press,
  } as const;
  return (
    <form onSubmit={submit} className="grid grid-cols-1 gap-2">
      <Field label={label} hint={hint} error={error}>
        {(described) =>
          oneLine ? (
            <Input {...described} {...control} onChange={(event) => onWrite(event.target.value)} />
          ) : (
            <TextArea {...described} {...control} onChange={(event) => onWrite(event.target.value)} />
          )
        }
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary">
          {texts.common.save}
        </Button>
        <Button onClick={onCancel}>{texts.common.cancel}</Button>
      </div>
    </form>
  );
}

function focusAtEnd(control: HTMLInputElement | HTMLTextAreaElement | null) {
  if (!control || control.ownerDocument.activeElement === control) return;
  control.focus();
  control.setSelectionRange(control.value.length, control.value.length);
}
