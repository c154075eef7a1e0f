import { Button } from "@tkt/ui/button";
import { Field, TextArea } from "@tkt/ui/field";
import { type KeyboardEvent, useState } from "react";
import { Dialog } from "../../../components/dialog";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { Edits } from "../api/use-edits";

type Props = { edits: Edits; onClose: () => void };

/** Resolves the ticket, and writes the resolution notes in the same step. */
export default function ResolveDialog({ edits: { shown, save }, onClose }: Props) {
  const { email } = useMe();
  // What others change meanwhile is not seen here, and must not be undone.
  const [base] = useState(shown);
  const [draft, keep] = useDraft(email, `resolve.${shown.ticket_number}`);
  const [notes, setNotes] = useState(draft === "" ? (shown.resolution_notes ?? "") : draft);

  function write(text: string) {
    setNotes(text);
    keep(text);
  }

  async function resolve() {
    const text = notes.trim();
    onClose();
    const outcome = await save({ status: "resolved", ...(text !== "" && { resolution_notes: text }) }, base);
    if (outcome.kind !== "failed") keep("");
  }

  function press(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void resolve();
  }

  return (
    <Dialog open onClose={onClose} title={ticketTexts.resolve.title(shown.ticket_number)}>
      <div className="grid grid-cols-1 gap-4">
        <p className="text-body text-muted">{ticketTexts.resolve.words}</p>
        <Field label={ticketTexts.labels.resolution_notes} hint={ticketTexts.notesHint}>
          {(described) => (
            <TextArea
              {...described}
              dir="auto"
              data-first-focus=""
              maxLength={10_000}
              className="text-body"
              value={notes}
              onChange={(event) => write(event.target.value)}
              onKeyDown={press}
            />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{texts.common.cancel}</Button>
          <Button look="primary" onClick={resolve}>
            {ticketTexts.resolve.act}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
