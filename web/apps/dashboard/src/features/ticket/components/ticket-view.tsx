import { FailureNotice } from "../../../components/failure-notice";
import { useTitle } from "../../../lib/title";
import { ticketTexts } from "../../../texts/ticket-texts";
import { useTicket } from "../api/ticket";
import { writtenNumber } from "../lib/number";
import { Gone } from "./gone";
import { TicketDetail } from "./ticket-detail";
import { TicketSkeleton } from "./ticket-skeleton";

/** A ticket at its own address, whichever way its number is written there. */
export function TicketView({ number: text }: { number: string }) {
  const number = writtenNumber(text);
  const { data: ticket, error, refetch } = useTicket(number);
  useTitle(ticket ? `${number} ${ticket.title}` : number);
  if (error?.kind === "not-found") return <Gone number={number} wasThere={ticket !== undefined} />;
  if (ticket) return <TicketDetail ticket={ticket} failure={error} onRetry={refetch} />;
  if (!error) return <TicketSkeleton />;
  return (
    <div className="p-4">
      <h1 className="sr-only">{ticketTexts.commands.group}</h1>
      <FailureNotice failure={error} onRetry={refetch} />
    </div>
  );
}
