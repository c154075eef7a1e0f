import { ArrowUp } from "lucide-react";
import type { RefObject } from "react";
import { Passing } from "./passing";

type Props = {
  news: { added: number; moved: boolean; release: () => void };
  words: { added: (count: number) => string; moved: string };
  list: RefObject<HTMLElement | null>;
  /** Moves the focus in the list. */
  focus: (step: 1) => void;
};

/** Says quietly that rows wait until nobody is pointing at the list. */
export function NewsPill({ news: { added, moved, release }, words, list, focus }: Props) {
  function show() {
    release();
    list.current?.scrollTo({ top: 0 });
    // The button goes, so the focus needs another place.
    requestAnimationFrame(() => focus(1));
  }
  return (
    <div role="status" className="pointer-events-none sticky top-2 z-20 flex h-0 justify-center">
      <Passing isThere={moved} className="pointer-events-auto">
        <button
          type="button"
          onClick={show}
          className="flex h-10 items-center gap-2 rounded-full bg-accent px-4 text-meta font-medium text-on-accent shadow-float hover:brightness-110 pointer-coarse:h-11"
        >
          <ArrowUp aria-hidden="true" size={14} />
          {added > 0 ? words.added(added) : words.moved}
        </button>
      </Passing>
    </div>
  );
}
