import { Link } from "@tanstack/react-router";
import type { Ticket } from "@tkt/api/schema";
import { Button, buttonClass } from "@tkt/ui/button";
import { CopyableNumber } from "@tkt/ui/number-badge";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

/** What an agent who stays in the conversation is told of the new ticket. */
export function CreatedStep({ ticket, onClose }: { ticket: Ticket; onClose: () => void }) {
  const words = createTicketTexts;
  return (
    <div role="status" className="grid justify-items-start gap-4 text-body">
      <p className="text-muted">{words.createdHint(ticket.customer_email)}</p>
      <CopyableNumber number={ticket.ticket_number} />
      <div className="flex flex-wrap justify-end gap-2 justify-self-end">
        <Link
          to="/tickets/$number"
          params={{ number: ticket.ticket_number }}
          onClick={onClose}
          className={buttonClass("secondary")}
        >
          {words.openTicket}
        </Link>
        <Button look="primary" data-first-focus="" onClick={onClose}>
          {words.done}
        </Button>
      </div>
    </div>
  );
}
