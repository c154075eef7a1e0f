import type { Trouble as AnyTrouble } from "../../chat/types.ts";
import { useStage } from "../lib/stage.ts";
import { useCountdown } from "../lib/use-countdown.ts";
import { minutes } from "../lib/when.ts";
import type { IconName } from "./icons.ts";
import { Notice } from "./notice.tsx";

/** The words of each kind of trouble, as the part of the panel puts them that shows it. */
export type TroubleWords = {
  readonly offline: string;
  readonly server: string;
  readonly blocked: string;
  readonly limited: (left: string) => string;
  readonly invalid?: string;
};

const LOOKS: Record<AnyTrouble["kind"], { icon: IconName; look: "quiet" | "warning" | "danger" }> = {
  offline: { icon: "wifiOff", look: "quiet" },
  server: { icon: "triangleAlert", look: "warning" },
  blocked: { icon: "triangleAlert", look: "warning" },
  limited: { icon: "clock", look: "warning" },
  invalid: { icon: "triangleAlert", look: "danger" },
};

/** What hinders just now; nothing where nothing does. */
export function Trouble({ trouble, words }: { trouble: AnyTrouble | undefined; words: TroubleWords }) {
  if (trouble === undefined) return null;
  if (trouble.kind === "limited") return <Limited until={trouble.until} words={words.limited} />;
  const said = words[trouble.kind];
  return said === undefined ? null : <Notice {...LOOKS[trouble.kind]}>{said}</Notice>;
}

function Limited({ until, words }: { until: number; words: TroubleWords["limited"] }) {
  const { texts } = useStage();
  const left = useCountdown(until);
  if (left === 0) return null;
  return (
    <Notice {...LOOKS.limited}>
      {/* Each second is seen; aloud the words are enough. */}
      <span aria-hidden="true">{words(minutes(left))}</span>
      <span class="sr">{words(texts.aMoment)}</span>
    </Notice>
  );
}
