import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import type { ReactNode } from "react";
import { exactTime, timeOf } from "../../../lib/clock";
import { useOnline } from "../../../lib/online";
import { texts } from "../../../texts/texts";
import type { Followed } from "../lib/follow";

type Props = { tracked: UseQueryResult<Followed> };

/** Why what is shown may not be the newest, and from when it is; nothing while all is well. */
export function StaleNotice({ tracked }: Props) {
  return (
    <div className="px-4 pt-4 empty:hidden sm:px-8 sm:pt-6 print:hidden">
      <Reason tracked={tracked} />
    </div>
  );
}

function Reason({ tracked: { error, dataUpdatedAt, refetch } }: Props): ReactNode {
  const online = useOnline();
  const since = timeOf(dataUpdatedAt);
  if (error?.kind === "not-found") return <Notice tone="error">{texts.ticket.gone(since)}</Notice>;
  if (!online) return <Notice tone="offline">{texts.ticket.offline(since)}</Notice>;
  if (!error) return null;
  return (
    <Notice tone="info" action={<Button onClick={() => refetch()}>{texts.track.tryAgain}</Button>}>
      {texts.ticket.notRefreshed(since)}
    </Notice>
  );
}

/** From when what is shown is: on paper for good, on the screen until the next look. */
export function Freshness({ tracked: { error, dataUpdatedAt } }: Props) {
  const isFresh = useOnline() && !error;
  return (
    <p className="column pt-4 text-center text-meta text-muted text-balance">
      {isFresh && <span className="print:hidden">{texts.ticket.heard(timeOf(dataUpdatedAt))}</span>}
      <span className="hidden print:inline">{texts.ticket.printed(exactTime(dataUpdatedAt))}</span>
    </p>
  );
}
