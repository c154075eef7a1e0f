import { useEffect, useState } from "preact/hooks";

const SHOWN_FOR = 1_500;

/** Copies a text; `copied` is true for a moment afterwards, for the check mark. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<void> } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Refused, or the page is not shown over https: the number stands there to be marked.
    }
  }
  return { copied, copy };
}
