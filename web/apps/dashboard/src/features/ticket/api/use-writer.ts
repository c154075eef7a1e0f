import { Failure } from "@tkt/api/failure";
import type { TicketWithTimeline, Visibility } from "@tkt/api/schema";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { toast } from "../../../components/toast";
import { readDraft, useDraft } from "../../../lib/drafts";
import { useOnline } from "../../../lib/online";
import { useMe } from "../../../lib/use-session";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";
import { newsSince, useSendMessage } from "./messages";

export const MAX_LENGTH = 5_000;

const words = ticketTexts.composer;

/** `waiting`: for the network, to be sent by itself. */
export type WriterState = "writing" | "sending" | "waiting";

/**
 * The text of an answer or a note: kept until it is saved, sent once, and stopped when others did
 * something to the ticket that the writer has not seen yet.
 */
export function useWriter(ticket: TicketWithTimeline, visibility: Visibility) {
  const { email } = useMe();
  const online = useOnline();
  const send = useSendMessage(ticket.ticket_number, visibility, email);
  const name = `${visibility === "public" ? "answer" : "note"}.${ticket.ticket_number}`;
  const [text, keep] = useDraft(email, name);
  const [keptSeen, keepSeen] = useDraft(email, `${name}.seen`);
  const [state, setState] = useState<WriterState>("writing");
  const [error, setError] = useState<string>();
  const isSending = useRef(false);
  const then = useRef<() => void>(undefined);
  // Whoever has written nothing yet has nothing to rethink.
  const seen = text === "" ? ticket.version : Number(keptSeen) || ticket.version;
  const news = newsSince(ticket, seen, email);

  function write(next: string) {
    if (text === "") keepSeen(String(ticket.version));
    if (next === "") keepSeen("");
    keep(next);
    setError(undefined);
    then.current = undefined;
  }

  async function submit(after?: () => void, upTo = seen): Promise<void> {
    if (isSending.current) return;
    // Whoever sends it in spite of the news wants the rest of it, too.
    then.current = after;
    const refusal = whyNot(text);
    setError(refusal);
    const mayGo = !refusal && newsSince(ticket, upTo, email).length === 0;
    if (!mayGo || !online) {
      // What waited for the network, and may not go then, is written on.
      setState(mayGo ? "waiting" : "writing");
      return;
    }
    isSending.current = true;
    setState("sending");
    try {
      const { kind } = await send(text.trim(), upTo);
      if (kind === "sent") finish();
    } catch (thrown) {
      setError(reason(Failure.from(thrown)));
    } finally {
      isSending.current = false;
      setState("writing");
    }
  }

  function finish() {
    // Whoever left the ticket meanwhile and came back may have written on.
    if (readDraft(email, name) === text) {
      keep("");
      keepSeen("");
    }
    toast(visibility === "public" ? words.sent : words.noted);
    then.current?.();
  }

  const goOn = useEffectEvent(() => void submit(then.current));
  useEffect(() => {
    if (online && state === "waiting") goOn();
  }, [online, state]);

  return {
    text,
    write,
    state,
    error,
    /** What others did since the writer began. */
    news,
    submit,
    /** Goes on writing, knowing the news. */
    acknowledge: () => keepSeen(String(ticket.version)),
    sendAnyway() {
      keepSeen(String(ticket.version));
      return submit(then.current, ticket.version);
    },
    stopWaiting: () => setState("writing"),
  };
}

/** How many characters may still be written; the server counts as people do, not in UTF-16. */
export function charactersLeft(text: string): number {
  return MAX_LENGTH - [...text.trim()].length;
}

function whyNot(text: string): string | undefined {
  if (text.trim() === "") return words.blank;
  const left = charactersLeft(text);
  return left < 0 ? words.over(-left) : undefined;
}

function reason(failure: Failure): string {
  const [field] = failure.fields;
  return `${words.failed} ${field?.detail ?? texts.common.failure[failure.kind]}`;
}
