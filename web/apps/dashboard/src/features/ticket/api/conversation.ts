import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { Ticket } from "@tkt/api/schema";
import { useRef, useState } from "react";
import { toast, toastFailure } from "../../../components/toast";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";

const words = ticketTexts.conversation;
const LOOK = 15_000;

/** The conversation that a ticket was made of: whether it still goes on. */
export function useConversation(id: string) {
  return useQuery({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => data(api.GET("/chat/{id}", { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => state.error?.kind !== "not-found" && LOOK,
  });
}

/** What a ticket's page does with its conversation; nothing where the ticket was made of none. */
export type ConversationActions = {
  id: string;
  open: () => void;
  /** Says the ticket's number there, where it becomes the ticket's card. */
  share: () => Promise<void>;
  isSharing: boolean;
};

export function useConversationActions(ticket: Ticket): ConversationActions | undefined {
  const navigate = useNavigate();
  const client = useQueryClient();
  const sending = useRef(false);
  const attempt = useRef<string>(undefined);
  const [isSharing, setSharing] = useState(false);
  const { conversation_id: id } = ticket;
  if (id === null) return undefined;

  const open = () => void navigate({ to: "/conversations/$id", params: { id } });

  async function share(id: string) {
    // A double click comes before the button can look busy.
    if (sending.current) return;
    sending.current = true;
    setSharing(true);
    // A try whose answer was lost is not said twice.
    attempt.current ??= crypto.randomUUID();
    try {
      const { cards } = await say(id, shareLine(ticket), attempt.current);
      attempt.current = undefined;
      void client.invalidateQueries({ queryKey: keys.conversations });
      const isSeen = cards.some(({ kind }) => kind === "ticket");
      toast((isSeen ? words.shared : words.sharedUnseen)(ticket.ticket_number), {
        label: words.show,
        run: open,
      });
    } catch (thrown) {
      toastFailure(words.notShared, reason(Failure.from(thrown)));
    }
    sending.current = false;
    setSharing(false);
  }

  return { id, open, share: () => share(id), isSharing };
}

function reason({ kind }: Failure): string {
  if (kind === "offline" || kind === "server" || kind === "too-many") return words.reasons[kind];
  return texts.common.failure[kind];
}

/** What is said: the number becomes the card, the title stays should the ticket be deleted. */
function shareLine({ ticket_number, title }: Pick<Ticket, "ticket_number" | "title">): string {
  return words.line(ticket_number, title);
}

function say(id: string, text: string, client_id: string) {
  return data(api.POST("/chat/{id}/messages", { params: { path: { id } }, body: { text, client_id } }));
}
