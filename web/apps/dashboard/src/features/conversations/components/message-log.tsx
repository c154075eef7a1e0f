import type { ChatMessage } from "@tkt/api/schema";
import { ArrowDown } from "lucide-react";
import { useMemo } from "react";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { conversationsTexts } from "../../../texts/conversations-texts";
import { byDays } from "../lib/groups";
import type { Outgoing } from "../lib/outbox";
import { useStayAtEnd } from "../lib/use-stay-at-end";
import { dayName } from "../lib/when";
import { MessageGroup } from "./message-group";
import { OutgoingMessage } from "./outgoing-message";

const words = conversationsTexts.log;

type Props = {
  conversationId: string;
  messages: readonly ChatMessage[];
  waiting: readonly Outgoing[];
  /** The first message that nobody had read when the agent came. */
  unread: number | undefined;
  onAtEnd: (isAtEnd: boolean) => void;
  onAgain: (message: Outgoing) => void;
  onTakeBack: (message: Outgoing) => void;
};

/** What was said, the newest at the bottom, where the log stays unless somebody reads further up. */
export function MessageLog({
  conversationId,
  messages,
  waiting,
  unread,
  onAtEnd,
  onAgain,
  onTakeBack,
}: Props) {
  const { email } = useMe();
  const [draft, keepDraft] = useDraft(email, `chat.${conversationId}`);
  const days = useMemo(() => byDays(messages, unread), [messages, unread]);
  const last = messages.at(-1)?.seq ?? 0;
  const { scroller, content, hasNews, toEnd } = useStayAtEnd(last, waiting.at(-1)?.client_id, onAtEnd);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-label={words.label}
        // Keys scroll it, too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
        tabIndex={0}
        className="h-full overflow-y-auto overscroll-contain -outline-offset-2"
      >
        <div ref={content} className="mx-auto grid min-h-full max-w-4xl content-end px-4 py-3">
          {messages.length === 0 && waiting.length === 0 && (
            <p className="m-auto max-w-xs py-8 text-center text-body text-muted">{words.empty}</p>
          )}
          {days.map((day) => (
            <section key={day.key} aria-label={dayName(day.at)} className="grid grid-cols-[minmax(0,1fr)]">
              <DaySeparator at={day.at} />
              {day.groups.map((group) => (
                <MessageGroup
                  key={group.messages[0]?.seq}
                  group={group}
                  me={email}
                  isFirstUnread={unread !== undefined && group.messages[0]?.seq === unread}
                />
              ))}
            </section>
          ))}
          {waiting.map((message) => (
            <OutgoingMessage
              key={message.client_id}
              message={message}
              onAgain={() => onAgain(message)}
              onTakeBack={() => {
                keepDraft(draft.trim() === "" ? message.text : `${message.text}\n${draft}`);
                onTakeBack(message);
              }}
            />
          ))}
        </div>
      </div>
      {hasNews && (
        <button
          type="button"
          onClick={toEnd}
          className="absolute inset-x-0 bottom-3 mx-auto flex h-10 w-fit items-center gap-2 rounded-full bg-accent px-4 font-medium text-meta text-on-accent shadow-float hover:brightness-110 pointer-coarse:h-11"
        >
          <ArrowDown aria-hidden="true" size={14} />
          {words.newMessages}
        </button>
      )}
    </div>
  );
}

function DaySeparator({ at }: { at: string }) {
  return (
    <h2 className="my-3 flex items-center gap-3 font-medium text-meta text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
      {dayName(at)}
    </h2>
  );
}
