import type { CodeRequested } from "@tkt/api/schema";
import { useId, useRef, useState } from "react";
import { FailureNotice } from "../../../components/failure-notice";
import { useSecondsLeft } from "../../../lib/countdown";
import { signInTexts as texts } from "../../../texts/sign-in-texts";
import { useRedeemCode } from "../api/redeem-code";
import type { Asked } from "../lib/asked";
import { CodeField } from "./code-field";
import { LinkButton } from "./link-button";
import { Resend } from "./resend";

/** How often the server lets somebody try one code. */
const MOST_TRIES = 5;

type Props = {
  asked: Asked;
  workspace: string | undefined;
  onAsked: (answer: CodeRequested) => void;
  onOtherAddress: (() => void) | undefined;
};

/** Takes the code of the e-mail: it is sent as soon as its sixth digit is there. */
export function CodeStep({ asked, workspace, onAsked, onOtherAddress }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const redeem = useRedeemCode();
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState({ requestId: asked.requestId, tries: 0 });
  const tries = wrong.requestId === asked.requestId ? wrong.tries : 0;
  const isOver = useSecondsLeft(asked.endsAt) === 0;
  const error = problem(isOver, tries, redeem.error?.kind === "signed-out");

  function check(code: string) {
    if (redeem.isPending || isOver) return;
    redeem.mutate(
      { request_id: asked.requestId, code },
      {
        onError: ({ kind }) => {
          if (kind === "signed-out") setWrong({ requestId: asked.requestId, tries: tries + 1 });
          if (kind === "signed-out") setCode("");
          field.current?.focus();
        },
      },
    );
  }

  return (
    <div className="grid gap-4">
      <p className="text-body">{texts.sentTo(asked.email)}</p>
      <CodeField
        id={id}
        first={field}
        value={code}
        error={error}
        isChecking={redeem.isPending}
        isClosed={isOver || tries >= MOST_TRIES}
        onChange={(next) => {
          setCode(next);
          if (next !== "" && redeem.isError) redeem.reset();
        }}
        onComplete={check}
      />
      {redeem.error && redeem.error.kind !== "signed-out" && (
        <FailureNotice failure={redeem.error} onRetry={() => check(code)} />
      )}
      <div className="grid justify-items-start border-line border-t pt-4 text-meta text-muted">
        <p>{texts.noMail}</p>
        <Resend
          asked={asked}
          workspace={workspace}
          onAsked={(answer) => {
            redeem.reset();
            setCode("");
            onAsked(answer);
            field.current?.focus();
          }}
        />
        {onOtherAddress && <LinkButton onClick={onOtherAddress}>{texts.otherAddress}</LinkButton>}
      </div>
    </div>
  );
}

function problem(isOver: boolean, tries: number, isWrong: boolean): string | undefined {
  if (isOver) return texts.codeEnded;
  if (tries >= MOST_TRIES) return texts.noMoreTries;
  return isWrong ? texts.wrongCode : undefined;
}
