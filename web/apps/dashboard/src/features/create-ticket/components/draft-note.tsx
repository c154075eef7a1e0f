import { Button } from "@tkt/ui/button";
import { useFormContext, useWatch } from "react-hook-form";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { isEmpty } from "../lib/draft";
import { EMPTY, type Values } from "../lib/values";

/** Says that what is typed is kept, once there is something, and lets go of it. */
export function DraftNote({ onDiscard }: { onDiscard: () => void }) {
  const { control } = useFormContext<Values>();
  const values = { ...EMPTY, ...useWatch({ control }) };
  if (isEmpty(values)) return null;
  return (
    <div className="mr-auto flex flex-wrap items-center gap-x-2">
      <span className="text-meta text-muted">{createTicketTexts.draftKept}</span>
      <Button look="quiet" onClick={onDiscard} className="px-2 text-muted">
        {createTicketTexts.discard}
      </Button>
    </div>
  );
}
