import type { Failure } from "@tkt/api/failure";
import { Notice } from "@tkt/ui/notice";
import { FailureNotice } from "../../../components/failure-notice";
import { clock, useSecondsLeft } from "../../../lib/countdown";
import { signInTexts as texts } from "../../../texts/sign-in-texts";

/** Why no code was sent; `at` is when it was asked for. */
export function CodeFailure({ failure, at }: { failure: Failure; at: number }) {
  if (failure.kind === "too-many" && failure.retryAfter !== undefined) {
    return <TooMany until={at + failure.retryAfter * 1_000} />;
  }
  return <FailureNotice failure={failure} />;
}

function TooMany({ until }: { until: number }) {
  const left = useSecondsLeft(until);
  if (left === 0) return <Notice tone="info">{texts.tooManyOver}</Notice>;
  return (
    <Notice tone="error">
      {/* Said once: a screen reader need not hear each second. */}
      <span aria-live="off">{texts.tooMany(clock(left))}</span>
    </Notice>
  );
}
