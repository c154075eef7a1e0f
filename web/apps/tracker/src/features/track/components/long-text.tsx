/** A text as it was written: with its lines, each in the direction of its language, and never as markup. */
export function LongText({ children, className = "" }: { children: string; className?: string }) {
  return (
    <p dir="auto" className={`max-w-[68ch] whitespace-pre-wrap [unicode-bidi:plaintext] ${className}`}>
      {children}
    </p>
  );
}
