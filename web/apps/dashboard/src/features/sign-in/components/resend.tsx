import type { CodeRequested } from "@tkt/api/schema";
import { useState } from "react";
import { clock, useSecondsLeft } from "../../../lib/countdown";
import { signInTexts as texts } from "../../../texts/sign-in-texts";
import { useRequestCode } from "../api/request-code";
import type { Asked } from "../lib/asked";
import { CodeFailure } from "./code-failure";
import { LinkButton } from "./link-button";

/** An e-mail may take so long; earlier, another one would only confuse. */
const WAIT = 30_000;

type Props = { asked: Asked; workspace: string | undefined; onAsked: (answer: CodeRequested) => void };

/** Another code for the same address, after a while. */
export function Resend({ asked, workspace, onAsked }: Props) {
  const request = useRequestCode();
  const [isSent, setIsSent] = useState(false);
  const left = useSecondsLeft(asked.at + WAIT);

  function send() {
    if (request.isPending) return;
    setIsSent(false);
    request.mutate(
      { email: asked.email, workspace },
      {
        onSuccess: (answer) => {
          setIsSent(true);
          onAsked(answer);
        },
      },
    );
  }

  return (
    <>
      <p role="status" className={isSent ? "font-medium text-resolved" : "sr-only"}>
        {isSent ? texts.resent : ""}
      </p>
      {request.error && <CodeFailure failure={request.error} at={request.submittedAt} />}
      {left > 0 ? (
        <p className="flex min-h-10 items-center pointer-coarse:min-h-11">{texts.resendIn(clock(left))}</p>
      ) : (
        <LinkButton aria-busy={request.isPending || undefined} onClick={send}>
          {texts.resend}
        </LinkButton>
      )}
    </>
  );
}
