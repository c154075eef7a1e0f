import type { Conversation } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { controlClass } from "@tkt/ui/field";
import { Notice } from "@tkt/ui/notice";
import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId } from "react";
import { useDraft } from "../../../lib/drafts";
import { useMedia } from "../../../lib/use-media";
import { useMe } from "../../../lib/use-session";
import { conversationsTexts } from "../../../texts/conversations-texts";
import { InsertTicket } from "./insert-ticket";

const words = conversationsTexts.answer;
const MAX_LENGTH = 2_000;
/** From here on the counter is shown. */
const NEAR_THE_END = 200;

type Props = {
  conversation: Conversation;
  input: RefObject<HTMLTextAreaElement | null>;
  onSend: (text: string) => void;
  onWriting: (isWriting: boolean) => void;
  onReopen: () => void;
};

/** Where an agent answers. What is not finished is kept for each conversation. */
export function Composer({ conversation, input, onSend, onWriting, onReopen }: Props) {
  const { email } = useMe();
  const [text, keep] = useDraft(email, `chat.${conversation.id}`);
  // A touch keyboard has no Shift+Enter: there the button sends.
  const isTouch = useMedia("(pointer: coarse)");
  const hint = useId();
  const left = MAX_LENGTH - [...text.trim()].length;
  const maySend = text.trim() !== "" && left >= 0;

  function write(next: string) {
    keep(next);
    onWriting(next.trim() !== "");
  }

  function send() {
    if (!maySend) return;
    onSend(text.trim());
    keep("");
    onWriting(false);
    input.current?.focus();
  }

  function press(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const isAsked = event.metaKey || event.ctrlKey;
    if (!isAsked && (isTouch || event.shiftKey || event.altKey)) return;
    event.preventDefault();
    send();
  }

  return (
    <section
      aria-label={words.title}
      className="grid shrink-0 grid-cols-[minmax(0,1fr)] gap-2 border-line border-t bg-surface px-4 py-3"
    >
      {conversation.state === "closed" && (
        <Notice tone="info" action={<Button onClick={onReopen}>{conversationsTexts.reopen}</Button>}>
          {words.closed}
        </Notice>
      )}
      <div className="flex items-end gap-1">
        <InsertTicket customerEmail={conversation.visitor.email} text={text} input={input} onChange={write} />
        <textarea
          ref={input}
          dir="auto"
          rows={1}
          value={text}
          aria-label={words.label(conversation.visitor.name)}
          aria-describedby={hint}
          aria-invalid={left < 0 || undefined}
          placeholder={words.placeholder}
          enterKeyHint={isTouch ? "enter" : "send"}
          onChange={({ target }) => write(target.value)}
          onKeyDown={press}
          className={`field-sizing-content max-h-[30dvh] resize-none text-body ${controlClass}`}
        />
        <Button
          look="primary"
          aria-label={words.send}
          aria-disabled={!maySend || undefined}
          onClick={send}
          className="ms-1 shrink-0 max-sm:px-3"
        >
          <SendHorizontal aria-hidden="true" size={16} />
          <span className="max-sm:hidden">{words.send}</span>
        </Button>
      </div>
      <div className="flex flex-wrap justify-between gap-x-3 text-meta text-muted">
        <p id={hint}>{isTouch ? words.touch : words.keys}</p>
        <p role="status" className={left < 0 ? "font-medium text-danger" : ""}>
          {left <= NEAR_THE_END && (left < 0 ? words.over(-left) : words.left(left))}
        </p>
      </div>
    </section>
  );
}
