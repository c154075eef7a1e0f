import { useLayoutEffect, useRef } from "preact/hooks";
import { useStage } from "../lib/stage.ts";
import { characters, clean, LONGEST_MESSAGE } from "../lib/text.ts";
import { Icon } from "./icon.tsx";

/** From here on the end is told of. */
const NEAR_THE_END = 200;

/** Where the visitor writes. Enter sends, Shift and Enter begin a line. */
export function Composer({ draft }: { draft: string }) {
  const { engine, texts } = useStage();
  const field = useRef<HTMLTextAreaElement>(null);
  useHeightOf(field, draft);
  const left = LONGEST_MESSAGE - characters(draft);
  const text = clean(draft);
  const maySend = text !== "" && left >= 0;

  function send() {
    if (!maySend) return;
    engine.send(text);
    engine.setDraft("");
    field.current?.focus();
  }
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div class="writing">
        <textarea
          ref={field}
          class="message-field"
          aria-label={texts.composer.label}
          aria-invalid={left < 0}
          placeholder={texts.composer.placeholder}
          rows={1}
          dir="auto"
          enterkeyhint="send"
          value={draft}
          onInput={(event) => engine.setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || isOfAWord(event)) return;
            event.preventDefault();
            send();
          }}
        />
        <button type="submit" class="send" aria-label={texts.composer.send} aria-disabled={!maySend}>
          <Icon name="send" />
        </button>
      </div>
      <p class={left < 0 ? "counter over" : "counter"} role="status">
        {left < 0 && texts.composer.over(-left)}
        {left >= 0 && left < NEAR_THE_END && texts.composer.left(left)}
      </p>
    </form>
  );
}

/** While a word is put together (Japanese, for one), Enter takes the word. Safari's last key tells it by its code alone. */
function isOfAWord({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

/** As high as what is written, up to what the styles allow. */
function useHeightOf(field: { current: HTMLTextAreaElement | null }, draft: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is what changes the height
  useLayoutEffect(() => {
    const style = field.current?.style;
    if (!field.current || !style) return;
    style.height = "auto";
    style.height = `${field.current.scrollHeight}px`;
  }, [field, draft]);
}
