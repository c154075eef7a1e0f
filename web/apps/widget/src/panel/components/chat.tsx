import type { Snapshot } from "../../chat/types.ts";
import { useStage } from "../lib/stage.ts";
import { Composer } from "./composer.tsx";
import { Notice } from "./notice.tsx";
import { Stream } from "./stream.tsx";
import { Trouble } from "./trouble.tsx";

type Props = { snapshot: Snapshot; lastRead: number; isOpen: boolean; onRaise: () => void };

/** The conversation: what was said, what hinders, and where the visitor writes. */
export function Chat({ snapshot, lastRead, isOpen, onRaise }: Props) {
  const { texts } = useStage();
  const { phase, trouble } = snapshot;
  return (
    <>
      <Stream snapshot={snapshot} lastRead={lastRead} isOpen={isOpen} onRaise={onRaise}>
        {phase === "closed" && <li class="system-note">{texts.closed}</li>}
      </Stream>
      <div class="foot">
        <Other snapshot={snapshot} />
        {phase === "over" ? (
          <Over />
        ) : (
          <>
            <Trouble trouble={trouble} words={texts.trouble} />
            <Composer draft={snapshot.draft} />
          </>
        )}
      </div>
    </>
  );
}

/** The conversation's time has passed. */
function Over() {
  const { engine, texts } = useStage();
  return (
    <div class="ending">
      <p>{texts.over.words}</p>
      <button type="button" class="button primary" onClick={engine.startAnew}>
        {texts.over.button}
      </button>
    </div>
  );
}

/** The page says that somebody else is here than the one who began to chat. */
function Other({ snapshot: { other, person, phase } }: { snapshot: Snapshot }) {
  const { engine, texts } = useStage();
  if (other === undefined || phase === "over") return null;
  return (
    <Notice icon="info">
      <span dir="auto">{texts.other.words(person.name ?? person.email ?? "")}</span>{" "}
      <button type="button" class="text-button" onClick={engine.startAnew}>
        {texts.other.button}
      </button>
    </Notice>
  );
}
