import { Button, IconButton } from "@tkt/ui/button";
import { Pencil, Plus } from "lucide-react";
import { useEffect, useRef } from "react";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { Edits } from "../api/use-edits";
import { useKeptEdit } from "../api/use-kept-edit";
import { LongText } from "./long-text";
import { TextForm } from "./text-form";

type Props = { edits: Edits; field: "description" | "resolution_notes"; hint?: string };

/** A long text of the ticket, read and edited in the same place. */
export function TextSection({ edits, field, hint }: Props) {
  const edit = useKeptEdit(edits, field);
  const label = ticketTexts.labels[field];
  const text = edits.shown[field] ?? "";
  const opener = useReturnOfFocus(edit.isOpen);
  if (edit.isOpen) {
    return (
      <TextForm
        label={label}
        text={edit.text}
        onWrite={edit.write}
        onSave={edit.submit}
        onCancel={edit.stop}
        hint={hint}
        mayBeBlank={field === "resolution_notes"}
        max={10_000}
      />
    );
  }
  if (text === "") {
    return (
      <Button
        ref={opener}
        look="quiet"
        onClick={edit.start}
        className="justify-self-start -ml-2 px-2! text-muted!"
      >
        <Plus aria-hidden="true" size={16} />
        {ticketTexts.add(ticketTexts.fields[field])}
      </Button>
    );
  }
  return (
    <section aria-label={label}>
      <div className="flex items-center gap-1">
        <h2 className="font-semibold text-body">{label}</h2>
        <IconButton ref={opener} label={ticketTexts.edit(ticketTexts.fields[field])} onClick={edit.start}>
          <Pencil aria-hidden="true" size={15} className="text-muted" />
        </IconButton>
      </div>
      <LongText text={text} lines={field === "description" ? 6 : 12} />
      {hint && <p className="mt-1 text-meta text-muted">{hint}</p>}
    </section>
  );
}

/** Gives the focus back to what opened a form, when that closes. */
export function useReturnOfFocus(isOpen: boolean) {
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return opener;
}
