import type { ComponentChildren } from "preact";
import type { Snapshot } from "../../chat/types.ts";
import { type Item, items } from "../lib/items.ts";
import { useStage } from "../lib/stage.ts";
import { useBottom } from "../lib/use-bottom.ts";
import { useNews } from "../lib/use-news.ts";
import { dayName } from "../lib/when.ts";
import { Icon } from "./icon.tsx";
import { Message } from "./message.tsx";

type Props = {
  snapshot: Snapshot;
  /** Where the visitor stopped reading before the panel was opened. */
  lastRead: number;
  isOpen: boolean;
  onRaise: () => void;
  /** What stands at the end. */
  children: ComponentChildren;
};

/** What was said, the oldest first. */
export function Stream({ snapshot, lastRead, isOpen, onRaise, children }: Props) {
  const { texts } = useStage();
  const { lines, isLoaded } = snapshot;
  const { scroller, content, onScroll, hasNews, toNewest } = useBottom(lines, isOpen);
  const news = useNews(lines, isLoaded, texts);
  const newestOwn = lines.findLast(({ from }) => from === "visitor");
  const wish = wishOf(snapshot);
  return (
    <div class="stream-frame">
      <section
        class="stream"
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls by the arrow keys
        tabIndex={0}
        aria-label={texts.chat.messages}
      >
        {lines.length === 0 && (isLoaded ? <p class="empty">{texts.chat.empty}</p> : <Waiting />)}
        <ol ref={content}>
          {items(lines, lastRead).map((item) => (
            <Row key={item.key} item={item} newestOwn={newestOwn?.key}>
              {item.key === wish && (
                <li class="wish">
                  <button type="button" class="button secondary" onClick={onRaise}>
                    <Icon name="ticket" size={18} />
                    {texts.raise.button}
                  </button>
                </li>
              )}
            </Row>
          ))}
          {children}
        </ol>
      </section>
      {hasNews && (
        <button type="button" class="to-newest" onClick={toNewest}>
          <Icon name="arrowDown" size={16} />
          {texts.chat.newMessages}
        </button>
      )}
      <p class="sr" role="log" aria-live="polite">
        {news}
      </p>
    </div>
  );
}

type RowProps = { item: Item; newestOwn: string | undefined; children: ComponentChildren };

function Row({ item, newestOwn, children }: RowProps) {
  const { texts, locale } = useStage();
  switch (item.kind) {
    case "day":
      return <li class="day">{dayName(item.at, locale, texts)}</li>;
    case "unread":
      return <li class="unread">{texts.chat.unread}</li>;
    case "line":
      return (
        <>
          <Message {...item} isNewestOwn={item.key === newestOwn} />
          {children}
        </>
      );
  }
}

function Waiting() {
  const { texts } = useStage();
  return (
    <div class="skeletons">
      <p class="sr">{texts.chat.loading}</p>
      <div class="skeleton agent" />
      <div class="skeleton visitor" />
      <div class="skeleton agent" />
    </div>
  );
}

/** The last message that asks for a ticket, unless one was raised since. */
function wishOf({ lines }: Snapshot): string | undefined {
  const at = lines.findLastIndex(({ intent }) => intent === "raise_ticket");
  const isFulfilled = lines.slice(at + 1).some(({ from, cards }) => from === "system" && cards.length > 0);
  return at < 0 || isFulfilled ? undefined : lines[at]?.key;
}
