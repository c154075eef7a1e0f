import type { Failure } from "@tkt/api/failure";
import type { ConversationWithPresence } from "@tkt/api/schema";
import { useEffect, useRef, useState } from "react";
import { FailureNotice } from "../../../components/failure-notice";
import { openCreateTicket } from "../../../lib/create-ticket";
import { useMe } from "../../../lib/use-session";
import { useSetState } from "../api/conversation";
import type { Messages } from "../api/get-messages";
import { useOutbox } from "../api/use-outbox";
import { usePresence } from "../api/use-presence";
import { useReadMark } from "../api/use-read-mark";
import { firstUnread } from "../lib/messages";
import { notYetThere } from "../lib/outbox";
import { useConversationCommands } from "../lib/use-conversation-commands";
import { Composer } from "./composer";
import { Header } from "./header";
import { MessageLog } from "./message-log";
import { PresenceLine } from "./presence-line";

type Props = {
  conversation: ConversationWithPresence;
  messages: Messages;
  failure: Failure | null;
  isReachable: boolean;
};

export function ConversationDetail({ conversation, messages, failure, isReachable }: Props) {
  const { id, visitor } = conversation;
  const { email } = useMe();
  // The messages are asked for oftener, and say where the conversation stands, too.
  const shown = { ...conversation, state: messages.state };
  const setState = useSetState(id);
  const outbox = useOutbox(id, isReachable);
  const waiting = notYetThere(outbox.messages, messages.messages, email);
  useSettledOutbox(outbox, waiting);
  const noteWriting = usePresence(id);
  const [isAtEnd, setAtEnd] = useState(true);
  useReadMark(id, messages.messages, isAtEnd);
  // Where the agent came in, the line stays while they are here.
  const [unread] = useState(() => firstUnread(messages.messages, conversation.unread));
  const input = useRef<HTMLTextAreaElement>(null);

  function createTicket() {
    openCreateTicket({
      customerName: visitor.name,
      customerEmail: visitor.email,
      conversationId: id,
      messages: messages.messages,
    });
  }
  function toggle() {
    if (!setState.isPending) setState.mutate(shown.state === "open" ? "closed" : "open");
  }
  useConversationCommands({
    state: shown.state,
    toggle,
    createTicket,
    answer: () => input.current?.focus(),
  });

  return (
    <article aria-label={visitor.name} className="@container flex h-full min-h-0 flex-col">
      <Header
        conversation={shown}
        isBusy={setState.isPending}
        onToggle={toggle}
        onCreateTicket={createTicket}
      />
      {/* Offline the shell says so; what is shown stays. */}
      {failure && failure.kind !== "offline" && (
        <div className="p-2">
          <FailureNotice failure={failure} />
        </div>
      )}
      <MessageLog
        messages={messages.messages}
        waiting={waiting}
        unread={unread}
        onAtEnd={setAtEnd}
        onAgain={outbox.again}
        onTakeBack={(message) => {
          outbox.remove(message);
          input.current?.focus();
        }}
        conversationId={id}
      />
      <PresenceLine presence={conversation.presence} />
      <Composer
        conversation={shown}
        input={input}
        onSend={outbox.send}
        onWriting={noteWriting}
        onReopen={toggle}
      />
    </article>
  );
}

/** What had arrived although its sending failed needs no second try, and holds up nothing. */
function useSettledOutbox(outbox: ReturnType<typeof useOutbox>, waiting: readonly { client_id: string }[]) {
  const there = outbox.messages.filter(
    (one) => one.failure && !waiting.some(({ client_id }) => client_id === one.client_id),
  );
  useEffect(() => {
    for (const one of there) outbox.remove(one);
  });
}
