import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useStage } from "../lib/stage.ts";
import { Icon } from "./icon.tsx";

type Props = { children: (item: { role: "menuitem"; tabIndex: -1 }) => ComponentChildren };

/** A button and what it opens. Arrow keys go through it; Escape, a choice or a click beside it close it. */
export function Menu({ children }: Props) {
  const { texts } = useStage();
  const [isOpen, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const entries = () => [...(place.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];
  // biome-ignore lint/correctness/useExhaustiveDependencies: the first entry takes the focus when the menu opens
  useEffect(() => {
    if (isOpen) entries()[0]?.focus();
  }, [isOpen]);

  function onKeyDown(event: KeyboardEvent) {
    if (!isOpen) return;
    const all = entries();
    const at = all.findIndex((entry) => entry.matches(":focus"));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) all.at(to % all.length)?.focus();
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  function close() {
    setOpen(false);
    button.current?.focus();
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears what its button and entries do
    <div
      class="menu"
      ref={place}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node && place.current?.contains(to))) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={texts.menu.label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="ellipsis" />
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys click the entries, and the click comes up here
        <div class="entries" role="menu" aria-label={texts.menu.label} onClick={close}>
          {children({ role: "menuitem", tabIndex: -1 })}
        </div>
      )}
    </div>
  );
}
