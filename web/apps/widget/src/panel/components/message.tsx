import type { Line } from "../../chat/types.ts";
import { isOnlyEmoji } from "../lib/emoji.ts";
import { pieces } from "../lib/links.ts";
import { useStage } from "../lib/stage.ts";
import { Card } from "./card.tsx";
import { Delivery } from "./delivery.tsx";

type Props = { line: Line; first: boolean; last: boolean; isNewestOwn: boolean };

/** A message, its cards, and when it was said or how far it has come. */
export function Message({ line, first, last, isNewestOwn }: Props) {
  const { texts } = useStage();
  const { from, text, cards, delivery } = line;
  const place = `${first ? " first" : ""}${last ? " last" : ""}`;
  return (
    <li class={`message ${from}${place}`}>
      {first && (
        <p class={from === "agent" ? "who" : "sr"} dir="auto">
          {from === "visitor" ? texts.chat.you : line.name}
        </p>
      )}
      <div class={`bubble${isOnlyEmoji(text) ? " emoji" : ""}`} dir="auto">
        <Words text={text} />
      </div>
      {cards.map((card) => (
        <Card key={card.ticket_number} card={card} />
      ))}
      {(last || delivery === "failed" || delivery === "waiting") && (
        <Delivery line={line} isNewestOwn={isNewestOwn} />
      )}
    </li>
  );
}

function Words({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map(({ text, href }) =>
        href === undefined ? (
          text
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ),
      )}
    </>
  );
}
