import { useEffect, useRef, useState } from "preact/hooks";
import type { Line } from "../../chat/types.ts";
import type { Texts } from "../../texts/panel.ts";

/** What is said aloud: messages that came since the chat was first read, and what could not be sent. */
export function useNews(lines: readonly Line[], isLoaded: boolean, { chat, delivery }: Texts): string {
  const [news, setNews] = useState("");
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (!isLoaded) return;
    const before = known.current;
    known.current = new Set(lines.map(nameOf));
    if (before === undefined) return;
    const fresh = lines.filter((line) => !before.has(nameOf(line)));
    const said = fresh.flatMap((line) => {
      if (line.delivery === "failed") return [delivery.failedAloud];
      return line.from === "visitor" ? [] : [chat.said(line.name, line.text)];
    });
    if (said.length > 0) setNews(said.join("\n"));
  }, [lines, isLoaded, chat, delivery]);
  return news;
}

/** A message that fails is news once more. */
function nameOf({ key, delivery }: Line): string {
  return delivery === "failed" ? `${key} failed` : key;
}
