import type { Ticket } from "@tkt/api/schema";
import { useState } from "react";
import { Dialog } from "../../../components/dialog";
import type { Prefill } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { CreateTicketForm } from "./create-ticket-form";
import { CreatedStep } from "./created-step";
import { useArrival } from "./use-arrival";

type Props = { request: Prefill | undefined; onClose: () => void };

/**
 * Creates a ticket. In a conversation the agent stays there and is told the number; elsewhere the new
 * ticket opens.
 */
export function CreateTicketDialog({ request, onClose }: Props) {
  const [created, setCreated] = useState<Ticket>();
  // It keeps its content while it fades away.
  const [shown, setShown] = useState(request);
  if (request && request !== shown) {
    setShown(request);
    setCreated(undefined);
  }
  const arrive = useArrival();
  const words = createTicketTexts;
  const title = shown?.conversationId === undefined ? words.title : words.titleFromConversation;
  function onCreated(ticket: Ticket) {
    if (ticket.conversation_id !== null) {
      setCreated(ticket);
      return;
    }
    onClose();
    arrive(ticket.ticket_number);
  }
  return (
    <Dialog
      open={request !== undefined}
      onClose={onClose}
      title={created ? words.created(created.ticket_number) : title}
      wide={!created}
    >
      {created && <CreatedStep ticket={created} onClose={onClose} />}
      {!created && shown && (
        <CreateTicketForm
          key={shown.conversationId}
          prefill={shown}
          isShown={request !== undefined}
          onCreated={onCreated}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}
