import { Dialog } from "@base-ui/react/dialog";
import { type RefObject, useRef } from "react";
import { closeCommands } from "../../../lib/commands";
import { texts } from "../../../texts/texts";
import { PaletteSearch } from "./palette-search";

/** One field from which everything is reached: tickets by number or words, and every command of the moment. */
export function Palette({ open, typedAhead }: { open: boolean; typedAhead: RefObject<string> }) {
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<() => void>(undefined);
  function choose(run: () => void) {
    chosen.current = run;
    closeCommands();
  }
  /** After the focus is back where it was: a command may put it somewhere else. */
  function onClosed() {
    const run = chosen.current;
    chosen.current = undefined;
    typedAhead.current = "";
    run?.();
  }
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && closeCommands()}
      onOpenChangeComplete={(isOpen) => !isOpen && onClosed()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity data-[starting-style]:opacity-0" />
        <Dialog.Popup
          initialFocus={input}
          className="fixed inset-x-2 top-2 z-40 mx-auto flex max-h-[min(34rem,calc(100dvh-1rem))] max-w-xl flex-col overflow-hidden rounded-card border border-line bg-surface text-text shadow-float outline-none transition-[opacity,translate] data-[starting-style]:-translate-y-1 data-[starting-style]:opacity-0 sm:top-[12dvh]"
        >
          <Dialog.Title className="sr-only">{texts.commands.title}</Dialog.Title>
          <PaletteSearch input={input} initialText={typedAhead.current} onChoose={choose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
