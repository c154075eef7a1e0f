import type { RefObject } from "react";
import { TicketPicker } from "../../../components/ticket-picker";
import { putIn } from "../../../lib/put-in";

type Props = {
  customerEmail: string;
  text: string;
  input: RefObject<HTMLTextAreaElement | null>;
  onChange: (text: string) => void;
};

/** Puts the number of a ticket into the answer, where the cursor is: sent, it becomes the ticket's card. */
export function InsertTicket({ customerEmail, text, input, onChange }: Props) {
  function insert(number: string) {
    const start = input.current?.selectionStart ?? text.length;
    const put = putIn(text, number, { start, end: input.current?.selectionEnd ?? start });
    onChange(put.text);
    // When the text has come into the field, and the picker has given the focus back.
    requestAnimationFrame(() => input.current?.setSelectionRange(put.end, put.end));
  }
  return <TicketPicker customerEmail={customerEmail} onPick={insert} returnTo={() => input.current} />;
}
