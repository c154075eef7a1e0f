import { words } from "./words";

/** The product's name as it stands on every page and e-mail. */
export function Wordmark({ className = "" }: { className?: string }) {
  return (
    <span className={`font-mono text-title font-bold tracking-tight ${className}`}>{words.product}</span>
  );
}
