import { exactly } from "@tkt/ui/when";

/** A day in the reader's language; the exact time on hover. */
export function Day({ at }: { at: string }) {
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(at));
  return (
    <time dateTime={at} title={exactly(at)} className="whitespace-nowrap">
      {day}
    </time>
  );
}
