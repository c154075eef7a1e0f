import type { Ticket } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Field, Input, TextArea } from "@tkt/ui/field";
import { Notice } from "@tkt/ui/notice";
import type { FormEvent, KeyboardEvent } from "react";
import { FormProvider } from "react-hook-form";
import { toast } from "../../../components/toast";
import { openCreateTicket, type Prefill } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { keepFocus } from "../lib/keep-focus";
import { Choices } from "./choices";
import { Customer } from "./customer";
import { DraftNote } from "./draft-note";
import { KnownCustomer } from "./known-customer";
import { SaidList } from "./said-list";
import { useCreateForm } from "./use-create-form";

const WORDS = createTicketTexts;

type Props = {
  prefill: Prefill;
  isShown: boolean;
  onCreated: (ticket: Ticket) => void;
  onClose: () => void;
};

export function CreateTicketForm({ prefill, isShown, onCreated, onClose }: Props) {
  const { form, submit, isBusy, refusal, discard } = useCreateForm({ prefill, isShown, onCreated });
  const { register, formState } = form;
  const { errors } = formState;
  function discardDraft() {
    const restore = discard();
    onClose();
    toast(WORDS.discarded, {
      label: WORDS.undo,
      run: () => {
        restore();
        openCreateTicket(prefill);
      },
    });
  }
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={submitted(submit)} onKeyDown={onSendKey} className="grid grid-cols-1 gap-4">
        {prefill.conversationId !== undefined && <KnownCustomer prefill={prefill} />}
        <Field label={WORDS.fields.title} error={errors.title?.message}>
          {(control) => (
            <Input {...control} {...register("title")} data-first-focus="" autoComplete="off" required />
          )}
        </Field>
        <Field label={WORDS.fields.description} error={errors.description?.message}>
          {(control) => (
            <TextArea {...control} {...register("description")} className="max-h-[40dvh]" required />
          )}
        </Field>
        {prefill.messages && <SaidList messages={prefill.messages} />}
        <Choices />
        <Customer prefill={prefill} />
        {refusal && <Notice tone="error">{refusal}</Notice>}
        <div className="sticky -bottom-5 -mx-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-surface px-5 py-3">
          <DraftNote onDiscard={discardDraft} />
          <Button
            type="submit"
            look="primary"
            busy={isBusy}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            onMouseDown={keepFocus}
          >
            {WORDS.create}
          </Button>
        </div>
      </form>
    </FormProvider>
  );
}

function submitted(submit: (event: FormEvent) => Promise<void>) {
  return (event: FormEvent) => {
    // The form stands in the page's tree of components, below others that may listen.
    event.stopPropagation();
    void submit(event);
  };
}

/** Cmd or Ctrl with Enter sends from every field, the long one too. */
function onSendKey(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.repeat) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
