import { useEffect, useRef } from "preact/hooks";
import type { Line } from "../../chat/types.ts";
import { useStage } from "../lib/stage.ts";
import { ticketPath } from "../lib/tracker.ts";
import { useCopy } from "../lib/use-copy.ts";
import { Icon } from "./icon.tsx";
import { OutsideLink } from "./outside-link.tsx";

type Props = {
  number: string;
  email: string;
  lines: readonly Line[];
  isOpen: boolean;
  onBack: () => void;
};

/** The ticket is raised: its number, and where it can be followed. */
export function Raised({ number, email, lines, isOpen, onBack }: Props) {
  const { texts } = useStage();
  const { copied, copy } = useCopy();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isOpen) heading.current?.focus();
  }, [isOpen]);
  return (
    <div class="sheet raised">
      <span class="done">
        <Icon name="check" size={28} />
      </span>
      <h3 ref={heading} tabIndex={-1}>
        {texts.raised.title}
      </h3>
      <p role="status">{texts.raised.words(number, email)}</p>
      <button type="button" class="copy" aria-label={texts.copy(number)} onClick={() => copy(number)}>
        <span class="number">{number}</span>
        <Icon name={copied ? "check" : "copy"} size={16} />
        <span role="status" class="sr">
          {copied ? texts.copied : ""}
        </span>
      </button>
      <OutsideLink path={ticketPath(number, lines)} look="button secondary">
        {texts.raised.track}
      </OutsideLink>
      <button type="button" class="text-button" onClick={onBack}>
        {texts.raised.back}
      </button>
    </div>
  );
}
