import { Keyboard } from "lucide-react";
import { texts } from "../../../texts/texts";
import { Pressed } from "./keys";

const WORDS = texts.commands;

/** How the palette is used, and the way to all keys. */
export function PaletteFooter({ note, onKeys }: { note: string | undefined; onKeys: () => void }) {
  return (
    <div
      className={`flex min-h-10 items-center gap-4 border-line border-t px-4 py-1 text-meta text-muted ${note === undefined ? "pointer-coarse:hidden" : ""}`}
    >
      <span role="status" className="min-w-0 flex-1 truncate">
        {note}
      </span>
      <span aria-hidden="true" className="flex items-center gap-1.5 pointer-coarse:hidden">
        <Pressed keys={["↑", "↓"]} between="" /> {WORDS.move}
      </span>
      <span aria-hidden="true" className="flex items-center gap-1.5 pointer-coarse:hidden">
        <Pressed keys={[WORDS.keys.Enter]} between="" /> {WORDS.choose}
      </span>
      <button
        type="button"
        onClick={onKeys}
        className="inline-flex min-h-10 items-center gap-1.5 rounded-control px-2 hover:bg-sunken hover:text-text pointer-coarse:hidden"
      >
        <Keyboard aria-hidden="true" size={16} />
        {WORDS.showKeys}
      </button>
    </div>
  );
}
