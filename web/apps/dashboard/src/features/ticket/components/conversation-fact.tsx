import { Link } from "@tanstack/react-router";
import { Button } from "@tkt/ui/button";
import { Archive, MessageCircle } from "lucide-react";
import { ticketTexts } from "../../../texts/ticket-texts";
import { type ConversationActions, useConversation } from "../api/conversation";

const words = ticketTexts.conversation;

/** The conversation that the ticket was made of: the way there, and the ticket's way into it. */
export function ConversationFact({ conversation }: { conversation: ConversationActions }) {
  const { id, share, isSharing } = conversation;
  const { data } = useConversation(id);
  return (
    <div className="grid grid-cols-1 justify-items-start gap-1">
      <span className="flex flex-wrap items-center gap-x-2">
        <Link
          to="/conversations/$id"
          params={{ id }}
          className="rounded-control text-accent underline-offset-2 hover:underline"
        >
          {words.open}
        </Link>
        {data && <State isOpen={data.state === "open"} />}
      </span>
      <Button busy={isSharing} onClick={() => void share()} title={words.shareHint} className="px-3">
        {words.share}
      </Button>
    </div>
  );
}

function State({ isOpen }: { isOpen: boolean }) {
  const Icon = isOpen ? MessageCircle : Archive;
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap text-meta text-muted">
      <Icon aria-hidden="true" size={14} />
      {words.states[isOpen ? "open" : "closed"]}
    </span>
  );
}
