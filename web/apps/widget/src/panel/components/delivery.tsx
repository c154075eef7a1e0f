import type { Line } from "../../chat/types.ts";
import { useStage } from "../lib/stage.ts";
import { moment, timeOf } from "../lib/when.ts";
import { Icon } from "./icon.tsx";

/** When a message was said; for the visitor's own, how far it has come. */
export function Delivery({ line, isNewestOwn }: { line: Line; isNewestOwn: boolean }) {
  const { engine, texts } = useStage();
  const { delivery } = texts;
  switch (line.delivery) {
    case "sending":
      return <p class="delivery">{delivery.sending}</p>;
    case "waiting":
      return (
        <p class="delivery">
          <Icon name="clock" size={14} />
          <span>{delivery.waiting}</span>
        </p>
      );
    case "failed":
      return (
        <p class="delivery failed">
          <Icon name="triangleAlert" size={14} />
          <span>{delivery.failed}</span>
          <button type="button" class="text-button" onClick={() => engine.retry(line.key)}>
            {delivery.retry}
          </button>
          <button type="button" class="text-button" onClick={() => engine.discard(line.key)}>
            {delivery.discard}
          </button>
        </p>
      );
    case "sent":
      return (
        <p class="delivery">
          <Time at={line.at} />
          {isNewestOwn && (
            <>
              <Icon name="check" size={14} />
              <span>{delivery.sent}</span>
            </>
          )}
        </p>
      );
  }
}

function Time({ at }: { at: number }) {
  const { locale } = useStage();
  return (
    <time dateTime={new Date(at).toISOString()} title={moment(at, locale)}>
      {timeOf(at, locale)}
    </time>
  );
}
