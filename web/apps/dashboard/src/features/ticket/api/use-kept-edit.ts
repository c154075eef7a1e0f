import { useRef, useState } from "react";
import { readDraft, useDraft, writeDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import type { EditableField } from "./merge";
import type { Edits, Outcome } from "./use-edits";

/** Fields that are written, not chosen. */
export type TextField = Extract<EditableField, "title" | "description" | "resolution_notes">;

/**
 * The text of a field while it is edited. It is kept over a reload together with what it began
 * from, so that a change by another is still seen when it is saved days later.
 */
export function useKeptEdit(edits: Edits, field: TextField) {
  const { email } = useMe();
  const { shown, save } = edits;
  const name = `edit.${field}.${shown.ticket_number}`;
  const [kept, keep] = useDraft(email, name);
  const [began, keepBegan] = useDraft(email, `${name}.from`);
  const current = shown[field] ?? "";
  const [isOpen, setOpen] = useState(kept !== "" && kept !== began);
  const isOpenNow = useRef(isOpen);
  // It was saved or given up elsewhere: in another tab, or by this form before it was left.
  if (isOpen && kept === "" && began === "" && current !== "") setOpen(false);

  function open(next: boolean) {
    isOpenNow.current = next;
    setOpen(next);
  }

  function start() {
    // What was begun and not saved goes on, in another tab too; what is being saved is begun from.
    if (kept === "" || kept === began || kept.trim() === current) {
      keep(current);
      keepBegan(current);
    }
    open(true);
  }

  function stop() {
    keep("");
    keepBegan("");
    open(false);
  }

  async function submit(text: string): Promise<Outcome> {
    open(false);
    const outcome = await save(editOf(field, text.trim()), { ...shown, ...editOf(field, began) });
    const now = readDraft(email, name);
    if (outcome.kind === "failed") {
      keepBegan(began);
      open(true);
    }
    // Of a collision both texts are shown, and mine is kept until one is chosen.
    if (outcome.kind === "saved") {
      if (now === text && !isOpenNow.current) stop();
      // It was opened again, and written on from what is saved now.
      else if (now !== "") keepBegan(text.trim());
    }
    return outcome;
  }

  return { text: kept, write: keep, isOpen, start, stop, submit };
}

/** No notes at all are null, where other fields are never blank. */
function editOf(field: TextField, text: string) {
  if (field === "resolution_notes") return { resolution_notes: text === "" ? null : text };
  return field === "title" ? { title: text } : { description: text };
}

/** Forgets what was kept, once a conflict about it has ended. */
export function forgetKeptEdit(agent: string, number: string, field: EditableField): void {
  writeDraft(agent, `edit.${field}.${number}`, "");
  writeDraft(agent, `edit.${field}.${number}.from`, "");
}
