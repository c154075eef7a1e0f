import { useNavigate } from "@tanstack/react-router";
import { toast, toastFailure } from "../../../components/toast";
import { openCreateTicket, type Prefill } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

/** Tells what became of a ticket whose dialog was closed while it was sent. */
export function useLateNews(prefill: Prefill) {
  const navigate = useNavigate();
  const words = createTicketTexts;
  return {
    created(number: string) {
      toast(words.createdAfter(number), {
        label: words.openTicket,
        run: () => void navigate({ to: "/tickets/$number", params: { number } }),
      });
    },
    failed(why: string) {
      const action = { label: words.openDraft, run: () => openCreateTicket(prefill) };
      toastFailure(words.notCreated, why, action);
    },
  };
}
