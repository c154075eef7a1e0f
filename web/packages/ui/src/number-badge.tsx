import { Check, Copy } from "lucide-react";
import { useCopy } from "./copy";
import { words } from "./words";

/** A ticket's number in its quiet outline. */
export function NumberBadge({ number }: { number: string }) {
  return (
    <span className="inline-flex h-6 items-center whitespace-nowrap rounded-control border border-line bg-surface px-1.5 font-mono text-meta text-text">
      {number}
    </span>
  );
}

/** The same with a button that copies it, and says so for a moment. `onGradient` for a gradient header. */
export function CopyableNumber({ number, onGradient = false }: { number: string; onGradient?: boolean }) {
  const { copied, copy } = useCopy();
  const Icon = copied ? Check : Copy;
  const colours = onGradient
    ? "border-white/40 hover:bg-white/15"
    : "border-line bg-surface text-text hover:border-muted";
  return (
    <button
      type="button"
      aria-label={words.copy(number)}
      onClick={() => copy(number)}
      className={`inline-flex min-h-10 items-center gap-2 whitespace-nowrap rounded-control border px-3 pointer-coarse:min-h-11 font-mono text-body ${colours}`}
    >
      {number}
      <Icon aria-hidden="true" size={16} />
      <span role="status" className="sr-only">
        {copied ? words.copied : ""}
      </span>
    </button>
  );
}
