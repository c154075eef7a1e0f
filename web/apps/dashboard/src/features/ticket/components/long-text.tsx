import { useLayoutEffect, useRef, useState } from "react";
import { ticketTexts } from "../../../texts/ticket-texts";

// Tailwind finds whole names only.
const CLAMPS = { 6: "line-clamp-6", 12: "line-clamp-12" };

/** To fold away fewer lines would not be worth the button that brings them back. */
const WORTH_IT = 3;

/** What somebody wrote, as they wrote it. A very long one is folded, and can be shown whole. */
export function LongText({ text, lines = 12 }: { text: string; lines?: keyof typeof CLAMPS }) {
  const paragraph = useRef<HTMLParagraphElement>(null);
  const [isWhole, setWhole] = useState(false);
  const [isLong, setLong] = useState(false);
  useLayoutEffect(() => {
    if (paragraph.current && text) setLong(linesOf(paragraph.current) >= lines + WORTH_IT);
  }, [text, lines]);
  return (
    <div>
      <p
        ref={paragraph}
        dir="auto"
        className={`max-w-[68ch] whitespace-pre-wrap text-body ${isLong && !isWhole ? CLAMPS[lines] : ""}`}
      >
        {text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
          className="min-h-10 rounded-control px-1 font-medium text-accent text-meta hover:underline pointer-coarse:min-h-11"
        >
          {isWhole ? ticketTexts.showLess : ticketTexts.showAll}
        </button>
      )}
    </div>
  );
}

/** How many lines it has, those that are folded away, too. */
function linesOf(paragraph: HTMLElement): number {
  return paragraph.scrollHeight / Number.parseFloat(getComputedStyle(paragraph).lineHeight);
}
