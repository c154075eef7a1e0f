import { zodResolver } from "@hookform/resolvers/zod";
import type { Failure } from "@tkt/api/failure";
import { useEffect } from "react";
import { useForm } from "react-hook-form";
import { texts } from "../../../texts/texts";
import { questionSchema, type Typed } from "./question";

export type QuestionForm = ReturnType<typeof useQuestionForm>;

/** The form's state. It lives as long as the page, so that what was typed is there for the next search. */
export function useQuestionForm(ticketNumber: string, failure: Failure | null) {
  const form = useForm({
    resolver: zodResolver(questionSchema),
    defaultValues: { ticket_number: ticketNumber, email: "" } satisfies Typed,
  });
  const { setError } = form;
  useEffect(() => {
    for (const field of refusedFields(failure)) {
      const message = field === "email" ? texts.track.wrong.email : texts.track.wrong.number;
      setError(field, { message }, { shouldFocus: true });
    }
  }, [failure, setError]);
  return form;
}

function refusedFields(failure: Failure | null): (keyof Typed)[] {
  const pointers = failure?.fields.map((field) => field.pointer) ?? [];
  return (["email", "ticket_number"] as const).filter((field) => pointers.includes(`/${field}`));
}
