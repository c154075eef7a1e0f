import { useNavigate } from "@tanstack/react-router";
import { toast } from "../../../components/toast";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

/** Goes to a new ticket, with its number at hand. */
export function useArrival(): (number: string) => void {
  const navigate = useNavigate();
  const words = createTicketTexts;
  return (number) => {
    navigate({ to: "/tickets/$number", params: { number }, search: true });
    toast(words.created(number), {
      label: words.copyNumber,
      run: async () => {
        await navigator.clipboard.writeText(number);
        toast(words.numberCopied(number));
      },
    });
  };
}
