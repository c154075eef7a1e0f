import { type RefObject, useEffect, useState } from "react";
import { closeCommands, currentCommandSurface, currentCommands, openPalette } from "../../../lib/commands";
import { isPaletteKey, isSomethingOpen, keyOf, keySequence } from "../lib/key-rules";
import { keysAreOn } from "../lib/key-setting";

/**
 * The one place that listens for keys. While the palette's script is on its way, what is typed is
 * meant for it: that is gathered in `typedAhead`.
 */
export function useKeys(typedAhead: RefObject<string>, isLoaded: boolean): void {
  // Not the effect's own: the first of two keys must count on when the palette's script arrives between them.
  const [sequence] = useState(keySequence);
  useEffect(() => {
    function onPaletteKey(event: KeyboardEvent) {
      // The browser's own Ctrl+K would take the agent away from here.
      event.preventDefault();
      if (event.repeat) return;
      if (currentCommandSurface() === "palette") closeCommands();
      else if (!isSomethingOpen()) openPalette();
    }

    function onKey(event: KeyboardEvent) {
      if (isPaletteKey(event)) {
        sequence.forget();
        onPaletteKey(event);
        return;
      }
      const key = keyOf(event);
      if (key === undefined) return;
      if (currentCommandSurface() !== "none") {
        if (!isLoaded) gather(event, typedAhead);
        return;
      }
      if (!keysAreOn() || isSomethingOpen()) {
        sequence.forget();
        return;
      }
      const found = sequence.press(key, event.timeStamp, currentCommands());
      if (found === undefined) return;
      event.preventDefault();
      if (found !== "waiting") found.run();
    }

    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [typedAhead, isLoaded, sequence]);
}

function gather(event: KeyboardEvent, typedAhead: RefObject<string>): void {
  if (currentCommandSurface() !== "palette") return;
  typedAhead.current += event.key;
  event.preventDefault();
}
