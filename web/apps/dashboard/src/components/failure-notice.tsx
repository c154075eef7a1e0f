import type { Failure } from "@tkt/api/failure";
import { Button } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import { texts } from "../texts/texts";

/** A failed load: what happened, and a way to try again. */
export function FailureNotice({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  return (
    <Notice
      tone={failure.kind === "offline" ? "offline" : "error"}
      action={onRetry && <Button onClick={onRetry}>{texts.common.tryAgain}</Button>}
    >
      {texts.common.failure[failure.kind]}
    </Notice>
  );
}
