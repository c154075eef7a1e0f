import type { TrackedTicket } from "@tkt/api/schema";
import { texts } from "../../../texts/texts";
import { LongText } from "./long-text";

/** What the customer wrote. */
export function Request({ ticket }: { ticket: TrackedTicket }) {
  return (
    <section>
      <h2 className="text-reading font-semibold">{texts.ticket.request}</h2>
      <LongText className="mt-2">{ticket.description}</LongText>
    </section>
  );
}
