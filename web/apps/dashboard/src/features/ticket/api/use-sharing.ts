import type { Ticket } from "@tkt/api/schema";
import { useState } from "react";
import { toast } from "../../../components/toast";
import { ticketTexts } from "../../../texts/ticket-texts";
import { shareMessage } from "./share";

/** Copies what concerns the ticket, and says so; a text that could not be copied is shown instead. */
export function useSharing(ticket: Ticket, trackerLink: string) {
  const [refused, setRefused] = useState<string>();

  async function copy(text: string, done: string) {
    try {
      await navigator.clipboard.writeText(text);
      toast(done);
    } catch {
      setRefused(text);
    }
  }

  return {
    share: () => copy(shareMessage(ticket, trackerLink), ticketTexts.share.copied),
    copyTrackerLink: () => copy(trackerLink, ticketTexts.trackerCopied),
    openTracker: () => void window.open(trackerLink, "_blank", "noopener"),
    copyNumber: () => copy(ticket.ticket_number, ticketTexts.numberCopied(ticket.ticket_number)),
    /** What could not be copied, for the agent to copy. */
    refused,
    close: () => setRefused(undefined),
  };
}
