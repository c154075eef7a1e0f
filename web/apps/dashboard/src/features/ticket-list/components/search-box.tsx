import { IconButton } from "@tkt/ui/button";
import { Input } from "@tkt/ui/field";
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import { texts } from "../../../texts/texts";
import { LONGEST_SEARCH } from "../search";

/** Typing may go on for so long before the list follows. */
const PAUSE = 250;

type Props = {
  /** What the address says. */
  q: string | undefined;
  onSearch: (q: string) => void;
  /** Leads from the box into the list. */
  onLeave: () => void;
  input: RefObject<HTMLInputElement | null>;
  /** Where there is little room. */
  isShort: boolean;
};

/** The search. It follows the address, and what is typed goes there in a moment. */
export function SearchBox({ q = "", onSearch, onLeave, input, isShort }: Props) {
  const words = texts.ticketList.search;
  const [typed, setTyped] = useState({ text: q, seen: q, sent: q });
  // Another address than the one that typing made: back, a view, a link.
  if (typed.seen !== q) {
    setTyped(q === typed.sent ? { ...typed, seen: q } : { text: q, seen: q, sent: q });
  }
  const { text, sent } = typed;
  useEffect(() => {
    if (text.trim() === sent) return;
    const timer = setTimeout(() => {
      setTyped((before) => ({ ...before, sent: text.trim() }));
      onSearch(text);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, sent, onSearch]);
  function change(next: string) {
    setTyped((before) => ({ ...before, text: next }));
  }
  function follow(event: KeyboardEvent) {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      onLeave();
    } else if (event.key === "Escape") {
      if (text) change("");
      else input.current?.blur();
    }
  }
  return (
    <search className="relative min-w-0 flex-1">
      <Search
        aria-hidden="true"
        size={16}
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <Input
        ref={input}
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        maxLength={LONGEST_SEARCH}
        aria-label={words.label}
        aria-keyshortcuts="/"
        placeholder={isShort ? words.shortPlaceholder : words.placeholder}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={follow}
        className={`pl-9 text-body pointer-coarse:text-reading ${text ? "pr-10" : ""}`}
      />
      {text && (
        <IconButton
          label={words.clear}
          onClick={() => {
            change("");
            input.current?.focus();
          }}
          className="absolute top-1/2 right-0 -translate-y-1/2"
        >
          <X aria-hidden="true" size={16} />
        </IconButton>
      )}
    </search>
  );
}
