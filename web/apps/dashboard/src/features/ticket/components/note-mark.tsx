import { EyeOff } from "lucide-react";
import { ticketTexts } from "../../../texts/ticket-texts";

/** Says of a note, in words, who does not read it. */
export function NoteMark() {
  return (
    <span className="flex items-center gap-1.5 font-medium text-meta text-pending">
      <EyeOff aria-hidden="true" size={14} className="shrink-0" />
      {ticketTexts.composer.noteHint}
    </span>
  );
}
