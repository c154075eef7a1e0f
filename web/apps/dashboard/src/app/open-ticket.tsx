import { useParams } from "@tanstack/react-router";
import { TicketView } from "../features/ticket/components/ticket-view";

export function OpenTicket() {
  const { number } = useParams({ from: "/inside/tickets/$number" });
  return <TicketView key={number} number={number} />;
}
