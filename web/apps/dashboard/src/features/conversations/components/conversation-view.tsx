import { useParams } from "@tanstack/react-router";
import { FailureNotice } from "../../../components/failure-notice";
import { useTitle } from "../../../lib/title";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { useConversation } from "../api/conversation";
import { useMessages } from "../api/use-messages";
import { ConversationDetail } from "./conversation-detail";
import { ConversationSkeleton } from "./conversation-skeleton";
import { Gone } from "./gone";

/** The conversation that the address names. */
export function OpenConversation() {
  const { id } = useParams({ from: "/inside/conversations/$id" });
  return <ConversationView key={id} id={id} />;
}

function ConversationView({ id }: { id: string }) {
  const conversation = useConversation(id);
  const messages = useMessages(id);
  const { data } = conversation;
  useTitle(data?.visitor.name ?? words.heading);
  const failure = conversation.error ?? messages.error;
  if (failure?.kind === "not-found") return <Gone id={id} />;
  if (data && messages.data) {
    return (
      <ConversationDetail
        conversation={data}
        messages={messages.data}
        failure={failure}
        isReachable={!messages.isError}
      />
    );
  }
  if (!failure) return <ConversationSkeleton />;
  return (
    <div className="p-4">
      <h1 className="sr-only">{words.commands.group}</h1>
      <FailureNotice
        failure={failure}
        onRetry={() => {
          void conversation.refetch();
          void messages.refetch();
        }}
      />
    </div>
  );
}
