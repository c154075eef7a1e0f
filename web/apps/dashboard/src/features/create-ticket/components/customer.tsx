import { Field, Input } from "@tkt/ui/field";
import { useFormContext } from "react-hook-form";
import type { Prefill } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import type { Values } from "../lib/values";
import { OpenTickets } from "./open-tickets";

const WORDS = createTicketTexts;

/** Whose ticket it is, and what else waits for this customer. With a conversation only the phone is asked for. */
export function Customer({ prefill }: { prefill: Prefill }) {
  const { watch } = useFormContext<Values>();
  const email = prefill.customerEmail ?? watch("customerEmail");
  if (prefill.conversationId !== undefined) {
    return (
      <>
        <div className="sm:w-1/2 sm:pe-2">
          <Phone />
        </div>
        <OpenTickets email={email} />
      </>
    );
  }
  return (
    <fieldset className="min-w-0 border-line border-t pt-3">
      <legend className="float-left mb-3 w-full text-body font-semibold">{WORDS.customer}</legend>
      <div className="clear-both grid grid-cols-1 items-start gap-4 sm:grid-cols-2">
        <Typed />
        <Phone />
        <div className="empty:hidden sm:col-span-2">
          <OpenTickets email={email} />
        </div>
      </div>
    </fieldset>
  );
}

function Typed() {
  const { register, formState } = useFormContext<Values>();
  const { errors } = formState;
  return (
    <>
      <Field label={WORDS.fields.customerName} error={errors.customerName?.message}>
        {(control) => <Input {...control} {...register("customerName")} autoComplete="off" required />}
      </Field>
      <Field label={WORDS.fields.customerEmail} hint={WORDS.emailHint} error={errors.customerEmail?.message}>
        {(control) => (
          <Input {...control} {...register("customerEmail")} type="email" autoComplete="off" required />
        )}
      </Field>
    </>
  );
}

function Phone() {
  const { register, formState } = useFormContext<Values>();
  return (
    <Field label={WORDS.optional(WORDS.fields.customerPhone)} error={formState.errors.customerPhone?.message}>
      {(control) => <Input {...control} {...register("customerPhone")} type="tel" autoComplete="off" />}
    </Field>
  );
}
