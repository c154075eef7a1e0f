import { useEffect, useRef } from "preact/hooks";
import { useStage } from "../lib/stage.ts";

type Props = { isOpen: boolean; onForget: () => void; onKeep: () => void };

/** Whether the chat is really to be forgotten: it cannot be found again. */
export function Forget({ isOpen, onForget, onKeep }: Props) {
  const { texts } = useStage();
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) keep.current?.focus();
  }, [isOpen]);
  return (
    <div
      class="sheet forget"
      role="alertdialog"
      aria-label={texts.forget.title}
      aria-describedby="forget-words"
    >
      <h3>{texts.forget.title}</h3>
      <p id="forget-words">{texts.forget.words}</p>
      <div class="choices">
        <button type="button" class="button danger" onClick={onForget}>
          {texts.forget.yes}
        </button>
        <button type="button" class="button secondary" ref={keep} onClick={onKeep}>
          {texts.forget.no}
        </button>
      </div>
    </div>
  );
}
