import type { UseQueryResult } from "@tanstack/react-query";
import type { Failure } from "@tkt/api/failure";
import { Notice } from "@tkt/ui/notice";
import { Skeleton } from "@tkt/ui/skeleton";
import { words } from "@tkt/ui/words";
import type { ReactNode } from "react";
import { FailureNotice } from "../../../components/failure-notice";
import { texts } from "../../../texts/texts";

type Props<T> = {
  query: Pick<UseQueryResult<T, Failure>, "data" | "error" | "fetchStatus" | "refetch">;
  /** The shape of what comes. */
  rows?: number;
  children: (data: T) => ReactNode;
};

/** What was loaded; until then its shape, or what keeps it away. */
export function Loaded<T>({ query: { data, error, fetchStatus, refetch }, rows = 4, children }: Props<T>) {
  if (data !== undefined) return children(data);
  if (error) return <FailureNotice failure={error} onRetry={() => refetch()} />;
  if (fetchStatus === "paused") return <Notice tone="offline">{texts.common.failure.offline}</Notice>;
  return (
    <div role="status" className="grid grid-cols-1 gap-4">
      <span className="sr-only">{words.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity
        <div key={row} className="grid grid-cols-1 gap-2">
          <Skeleton className="h-4 w-28" />
          <Skeleton className="h-10 w-full" />
        </div>
      ))}
    </div>
  );
}
