import { zodResolver } from "@hookform/resolvers/zod";
import type { Ticket } from "@tkt/api/schema";
import { useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import { useForm } from "react-hook-form";
import type { Prefill } from "../../../lib/create-ticket";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { useCreateTicket } from "../api/create-ticket";
import { attemptOf } from "../lib/attempt";
import { formatDraft, parseDraft } from "../lib/draft";
import { refusalsOf } from "../lib/refusals";
import { formSchema } from "../lib/schema";
import { bodyOf, EMPTY, type Values } from "../lib/values";
import { useLateNews } from "./use-late-news";

type Fates = {
  prefill: Prefill;
  /** Whether the agent still sees the form: it may be closed while it is sent. */
  isShown: boolean;
  onCreated: (ticket: Ticket) => void;
};

/** The form's state: kept as a draft while it is written, sent once, and gone when the ticket is there. */
export function useCreateForm({ prefill, isShown, onCreated }: Fates) {
  const { email: me } = useMe();
  const [stored, store] = useDraft(me, draftName(prefill));
  const [kept] = useState(() => parseDraft(stored));
  const lastAttempt = useRef(kept?.attempt);
  const isSending = useRef(false);
  const shownNow = useShownNow(isShown);
  const late = useLateNews(prefill);
  const [refusal, setRefusal] = useState<string>();
  const creation = useCreateTicket();
  const hasConversation = prefill.conversationId !== undefined;
  const resolver = useMemo(() => zodResolver(formSchema(hasConversation)), [hasConversation]);
  const form = useForm<Values>({
    defaultValues: { ...EMPTY, ...kept?.values, ...customerOf(prefill) },
    mode: "onTouched",
    resolver,
  });

  const { subscribe } = form;
  const keep = useEffectEvent((values: Values) => store(formatDraft(values, lastAttempt.current)));
  useEffect(
    () => subscribe({ formState: { values: true }, callback: ({ values }) => keep(values) }),
    [subscribe],
  );

  async function send(values: Values) {
    // A double click comes before the button can look busy.
    if (isSending.current) return;
    isSending.current = true;
    setRefusal(undefined);
    const body = bodyOf(values, prefill);
    const attempt = attemptOf(body, lastAttempt.current);
    lastAttempt.current = attempt;
    store(formatDraft(values, attempt));
    await creation.mutateAsync({ body, attempt }).then(succeed, (failure) => {
      const { fields, whole } = refusalsOf(failure);
      if (!shownNow.current) late.failed(whole ?? fields.map(({ message }) => message).join(" "));
      for (const [index, { name, message }] of fields.entries()) {
        form.setError(name, { type: "server", message }, { shouldFocus: index === 0 });
      }
      setRefusal(whole);
    });
    isSending.current = false;
  }

  function succeed(ticket: Ticket) {
    store("");
    if (shownNow.current) onCreated(ticket);
    else late.created(ticket.ticket_number);
  }

  return {
    form,
    submit: form.handleSubmit(send),
    isBusy: creation.isPending,
    /** Why the ticket is not created, where no field bears the reason. */
    refusal,
    /** Forgets the draft; what it gives back brings it to life again. */
    discard() {
      store("");
      return () => store(stored);
    },
  };
}

/** For an answer that comes when the form may be gone. */
function useShownNow(isShown: boolean) {
  const now = useRef(isShown);
  useEffect(() => {
    now.current = isShown;
    return () => {
      now.current = false;
    };
  }, [isShown]);
  return now;
}

/** One draft; and one for each conversation, whose customer is another. */
function draftName({ conversationId }: Prefill): string {
  return conversationId === undefined ? "new-ticket" : `new-ticket.${conversationId}`;
}

/** What the form begins with. Of a conversation's visitor nothing is typed, so that a form left empty leaves no draft. */
function customerOf({ customerName, customerEmail, conversationId }: Prefill): Partial<Values> {
  if (conversationId !== undefined) return {};
  return { ...(customerName && { customerName }), ...(customerEmail && { customerEmail }) };
}
