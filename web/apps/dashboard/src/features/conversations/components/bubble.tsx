import { isEmojiOnly } from "../lib/messages";

type Props = { text: string; isAgent: boolean; isPale?: boolean };

/** What somebody wrote, as they wrote it: text, never markup, and no link that a stranger made. */
export function Bubble({ text, isAgent, isPale = false }: Props) {
  if (isEmojiOnly(text)) return <p className={`px-1 text-display ${isPale ? "opacity-60" : ""}`}>{text}</p>;
  const look = isAgent
    ? "rounded-br-sm border-transparent bg-accent-tint"
    : "rounded-bl-sm border-line bg-surface";
  return (
    <p
      dir="auto"
      className={`min-w-0 max-w-full whitespace-pre-wrap rounded-card border px-3 py-2 text-body text-text ${look} ${isPale ? "border-accent/40! border-dashed" : ""}`}
    >
      {text}
    </p>
  );
}
