import { useQuery } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import type { Ticket } from "@tkt/api/schema";
import { categoryName } from "@tkt/ui/category";
import { words } from "@tkt/ui/words";
import { api } from "../../../lib/api";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";

/**
 * The address at which the customer follows the ticket. Whether it names the workspace (it does
 * unless that is the stack's first) only the server knows, and the cards of its detection show it:
 * one of them is asked for, once a page. Until it has come the address names the workspace, which
 * leads to the same ticket.
 */
export function useTrackerLink(ticket: Ticket): string {
  const { workspace } = useMe();
  const { data: named = true } = useQuery({
    queryKey: ["tracker-names-workspace", workspace],
    queryFn: () => namesWorkspace(ticket),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return trackerLink(location.origin, ticket.ticket_number, named ? workspace : undefined);
}

export function trackerLink(origin: string, number: string, workspace: string | undefined): string {
  const link = `${origin}/track-ticket?ticket=${encodeURIComponent(number)}`;
  return workspace === undefined ? link : `${link}&w=${encodeURIComponent(workspace)}`;
}

/** The message that an agent pastes where they talk to the customer. */
export function shareMessage(ticket: Ticket, link: string): string {
  return ticketTexts.share.message({
    number: ticket.ticket_number,
    title: ticket.title,
    status: words.status[ticket.status],
    priority: words.priority[ticket.priority],
    category: ticket.category === null ? undefined : categoryName(ticket.category),
    name: ticket.customer_name,
    email: ticket.customer_email,
    link,
  });
}

async function namesWorkspace({ ticket_number, customer_email }: Ticket): Promise<boolean> {
  const { cards } = await data(api.POST("/detect", { body: { text: ticket_number, customer_email } }));
  const [card] = cards;
  return card?.kind !== "ticket" || new URL(card.url, location.origin).searchParams.has("w");
}
