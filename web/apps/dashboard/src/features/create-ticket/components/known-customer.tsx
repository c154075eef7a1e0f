import { ShieldQuestionMark } from "lucide-react";
import type { Prefill } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

const WORDS = createTicketTexts;

/** Whose ticket it will be, which the conversation says and nobody types. */
export function KnownCustomer({
  prefill: { customerName, customerEmail, conversationId },
}: {
  prefill: Prefill;
}) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 rounded-control bg-sunken px-3 py-2 text-body">
      <dt className="text-muted">{WORDS.fields.customerName}</dt>
      <dd dir="auto">{customerName}</dd>
      <dt className="text-muted">{WORDS.fields.customerEmail}</dt>
      <dd className="flex flex-wrap items-center gap-x-2">
        {customerEmail}
        <span className="inline-flex items-center gap-1 text-meta text-muted">
          <ShieldQuestionMark aria-hidden="true" size={14} />
          {WORDS.notVerified}
        </span>
      </dd>
      <dt className="text-muted">{WORDS.conversation}</dt>
      <dd className="truncate font-mono text-meta leading-[1.35rem]" title={conversationId}>
        {conversationId}
      </dd>
      <dd className="text-meta text-muted col-span-2">{WORDS.fromConversation}</dd>
    </dl>
  );
}
