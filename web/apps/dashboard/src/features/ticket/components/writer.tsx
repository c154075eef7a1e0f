import type { Status, TicketWithTimeline, Visibility } from "@tkt/api/schema";
import { Breakable } from "@tkt/ui/breakable";
import { Button } from "@tkt/ui/button";
import { Field } from "@tkt/ui/field";
import { Notice } from "@tkt/ui/notice";
import { type KeyboardEvent, useRef } from "react";
import { Passing } from "../../../components/passing";
import { ticketTexts } from "../../../texts/ticket-texts";
import { charactersLeft, useWriter } from "../api/use-writer";
import { News } from "./news";
import { NoteMark } from "./note-mark";
import { SendButtons } from "./send-buttons";

const words = ticketTexts.composer;
/** From here on the counter is shown. */
const NEAR_THE_END = 500;

type Props = {
  ticket: TicketWithTimeline;
  visibility: Visibility;
  /** Somebody is about to write; before, it is one line. */
  isEntered: boolean;
  onStatus: (status: Status) => void;
  control: (element: HTMLTextAreaElement | null) => void;
};

export function Writer({ ticket, visibility, isEntered, onStatus, control }: Props) {
  const writer = useWriter(ticket, visibility);
  const area = useRef<HTMLTextAreaElement>(null);
  const news = useRef<HTMLElement>(null);
  const isNote = visibility === "internal";
  const isOpen = isEntered || writer.text !== "";

  function submit(status?: Status) {
    void writer.submit(status && (() => onStatus(status)));
    if (writer.news.length > 0) news.current?.focus();
  }

  function press(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    submit();
  }

  return (
    <div
      className={`grid grid-cols-1 gap-3 rounded-card rounded-tl-none border p-3 ${isNote ? "border-pending/40 bg-pending-tint" : "border-line bg-surface"}`}
    >
      <Passing isThere={writer.news.length > 0}>
        <News
          ref={news}
          ticket={ticket}
          events={writer.news}
          onSend={writer.sendAnyway}
          onKeep={() => {
            writer.acknowledge();
            area.current?.focus();
          }}
        />
      </Passing>
      <Passing isThere={writer.state === "waiting"}>
        <Notice tone="offline" action={<Button onClick={writer.stopWaiting}>{words.keepEditing}</Button>}>
          {words.waiting}
        </Notice>
      </Passing>
      <Field
        label={isNote ? words.noteLabel : words.answerLabel}
        isLabelHidden
        hint={isOpen && (isNote ? <NoteMark /> : <AnswerTo ticket={ticket} />)}
        error={writer.error}
      >
        {(described) => (
          <textarea
            {...described}
            ref={(element) => {
              area.current = element;
              control(element);
            }}
            dir="auto"
            value={writer.text}
            readOnly={writer.state !== "writing"}
            placeholder={isNote ? words.notePlaceholder : words.answerPlaceholder}
            onChange={(event) => writer.write(event.target.value)}
            onKeyDown={press}
            className={`field-sizing-content max-h-[50dvh] ${isOpen ? "min-h-24" : "min-h-11"} w-full rounded-control border border-line bg-surface px-3 py-2 text-body text-text placeholder:text-muted hover:border-muted aria-invalid:border-danger`}
          />
        )}
      </Field>
      {isOpen && (
        <div className="flex flex-wrap items-center justify-end gap-x-3 gap-y-2">
          <Count text={writer.text} />
          <SendButtons isNote={isNote} isSending={writer.state === "sending"} onSend={submit} />
        </div>
      )}
    </div>
  );
}

function AnswerTo({ ticket: { customer_name, customer_email } }: { ticket: TicketWithTimeline }) {
  return (
    <bdi>
      <Breakable text={words.answerTo(customer_name, customer_email)} />
    </bdi>
  );
}

function Count({ text }: { text: string }) {
  const left = charactersLeft(text);
  if (left > NEAR_THE_END) return null;
  return (
    <p role="status" className={`text-meta ${left < 0 ? "font-medium text-danger" : "text-muted"}`}>
      {left < 0 ? words.over(-left) : words.left(left)}
    </p>
  );
}
