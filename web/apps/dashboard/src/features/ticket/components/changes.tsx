import type { Change } from "@tkt/api/schema";
import { ArrowRight } from "lucide-react";
import { ticketTexts } from "../../../texts/ticket-texts";
import { FieldValue } from "./field-value";

const words = ticketTexts.timeline;

/** What an event changed: short values side by side, long texts to unfold. */
export function Changes({ changes }: { changes: readonly Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="grid grid-cols-1 gap-1.5">
      {changes.map((change) => (
        <li key={change.field} className="min-w-0 text-body">
          {change.field === "description" || change.field === "resolution_notes" ? (
            <LongChange change={change} isNamed={changes.length > 1} />
          ) : (
            <ShortChange change={change} isNamed={changes.length > 1} />
          )}
        </li>
      ))}
    </ul>
  );
}

type Props = { change: Change; isNamed: boolean };

function ShortChange({ change: { field, from, to }, isNamed }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {isNamed && <span className="text-meta text-muted">{ticketTexts.labels[field]}</span>}
      <FieldValue field={field} value={from} />
      <ArrowRight
        role="img"
        aria-label={words.to}
        size={14}
        className="shrink-0 text-muted rtl:-scale-x-100"
      />
      <FieldValue field={field} value={to} />
    </div>
  );
}

function LongChange({ change: { field, from, to }, isNamed }: Props) {
  return (
    <details>
      <summary className="min-h-6 w-fit cursor-pointer rounded-control text-accent text-meta">
        {isNamed ? `${ticketTexts.labels[field]}: ` : ""}
        {words.showChange}
      </summary>
      <dl className="mt-1 grid grid-cols-1 gap-2 @lg:grid-cols-2">
        <Version term={words.before} field={field} value={from} />
        <Version term={words.after} field={field} value={to} />
      </dl>
    </details>
  );
}

function Version({ term, field, value }: { term: string; field: Change["field"]; value: string | null }) {
  return (
    <div className="min-w-0 rounded-control bg-sunken px-3 py-2">
      <dt className="text-meta text-muted">{term}</dt>
      <dd>
        <FieldValue field={field} value={value} />
      </dd>
    </div>
  );
}
