import type { CodeRequested } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Field, Input } from "@tkt/ui/field";
import { useForm } from "react-hook-form";
import { signInTexts as texts } from "../../../texts/sign-in-texts";
import { useRequestCode } from "../api/request-code";
import { CodeFailure } from "./code-failure";

/** The API decides what an address is; this holds back only what cannot be one. A schema would double this page's script. */
const LIKE_EMAIL = { value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/, message: texts.emailNeeded };

type Props = {
  email: string;
  isEmailFixed: boolean;
  workspace: string | undefined;
  onAsked: (email: string, answer: CodeRequested) => void;
};

/** Asks for a code for an address. Whether it is an agent's, nobody is told. */
export function AddressStep({ email, isEmailFixed, workspace, onAsked }: Props) {
  const request = useRequestCode();
  const { register, handleSubmit, formState } = useForm({ defaultValues: { email } });

  function send({ email }: { email: string }) {
    if (request.isPending) return;
    const address = email.trim();
    request.mutate({ email: address, workspace }, { onSuccess: (answer) => onAsked(address, answer) });
  }

  return (
    <form noValidate onSubmit={handleSubmit(send)} className="grid gap-4">
      {isEmailFixed ? (
        <p className="text-body">{texts.expiredAs(email)}</p>
      ) : (
        <Field label={texts.email} error={formState.errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              {...register("email", { required: texts.emailNeeded, pattern: LIKE_EMAIL })}
              type="email"
              inputMode="email"
              autoComplete="email"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              className="text-reading"
            />
          )}
        </Field>
      )}
      {request.error && <CodeFailure failure={request.error} at={request.submittedAt} />}
      <Button type="submit" look="primary" busy={request.isPending}>
        {texts.send}
      </Button>
    </form>
  );
}
