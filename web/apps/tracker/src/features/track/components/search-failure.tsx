import type { Failure } from "@tkt/api/failure";
import { Button } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import { countdown, timeOf } from "../../../lib/clock";
import { useOnline } from "../../../lib/online";
import { texts } from "../../../texts/texts";

type Props = {
  failure: Failure;
  /** Until when no search is let through, in milliseconds. */
  until: number;
  secondsLeft: number;
  onRetry: () => void;
};

/** Why there is no ticket to show, what was kept, and what to do. */
export function SearchFailure({ failure, until, secondsLeft, onRetry }: Props) {
  const online = useOnline();
  const retry = <Button onClick={onRetry}>{texts.track.tryAgain}</Button>;
  return (
    <div className="animate-appear px-4 pb-4 empty:hidden sm:px-6 sm:pb-6">
      {failure.kind === "not-found" && <Notice tone="error">{texts.track.notFound}</Notice>}
      {failure.kind === "too-many" && <TooMany until={until} secondsLeft={secondsLeft} />}
      {failure.kind === "offline" && (
        <Notice tone="offline" action={retry}>
          {online ? texts.track.unreachable : texts.track.offline}
        </Notice>
      )}
      {!TOLD_APART.has(failure.kind) && !isOfFields(failure) && (
        <Notice tone="error" action={retry}>
          {texts.track.server}
        </Notice>
      )}
    </div>
  );
}

const TOLD_APART = new Set(["not-found", "too-many", "offline"]);

/** The fields say it themselves. */
function isOfFields(failure: Failure): boolean {
  return failure.kind === "invalid" && failure.fields.length > 0;
}

/** Seen, it counts the seconds; read aloud, it names the time, once. */
function TooMany({ until, secondsLeft }: { until: number; secondsLeft: number }) {
  if (secondsLeft === 0) return <Notice tone="info">{texts.track.mayTryAgain}</Notice>;
  return (
    <Notice tone="error">
      <span aria-hidden="true">{texts.track.tooMany(countdown(secondsLeft))}</span>
      <span className="sr-only">{texts.track.tooManyUntil(timeOf(until))}</span>
    </Notice>
  );
}
