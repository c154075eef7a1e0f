import { intlFormatDistance } from "date-fns/intlFormatDistance";
import { useSyncExternalStore } from "react";

const MINUTE = 60_000;

/** The moment in the reader's language and time zone, such as "12 Jan 2026, 10:31". */
export function exactly(at: string, style: "short" | "medium" = "medium"): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: style, timeStyle: "short" }).format(new Date(at));
}

/** A moment as it is told in a list, such as "3 minutes ago"; exact on hover. It stays true while it is shown. */
export function Ago({ at }: { at: string }) {
  const now = useSyncExternalStore(everyMinute, thisMinute);
  return (
    <time dateTime={at} title={exactly(at)} className="whitespace-nowrap">
      {intlFormatDistance(new Date(at), Math.max(now, Date.parse(at)), {
        style: "short",
        numeric: "auto",
      })}
    </time>
  );
}

/** A moment in full. */
export function Exact({ at }: { at: string }) {
  return <time dateTime={at}>{exactly(at)}</time>;
}

function everyMinute(changed: () => void): () => void {
  const timer = setInterval(changed, MINUTE / 4);
  return () => clearInterval(timer);
}

/** Rounded, since a store must give the same value until it changes; up, so that nothing lies in the future. */
function thisMinute(): number {
  return Math.ceil(Date.now() / (MINUTE / 4)) * (MINUTE / 4);
}
