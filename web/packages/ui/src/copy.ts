import { useEffect, useState } from "react";

const SHOWN_FOR = 1_500;

/** Copies a text; `copied` is true for a moment afterwards, for the check mark. */
export function useCopy(): { copied: boolean; copy: (text: string) => Promise<boolean> } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy(text: string): Promise<boolean> {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Refused, or the page is not shown over https.
      return false;
    }
    setCopied(true);
    return true;
  }
  return { copied, copy };
}
