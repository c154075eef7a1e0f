import type { Snapshot } from "../../chat/types.ts";
import { useStage } from "../lib/stage.ts";
import { trackerPath } from "../lib/tracker.ts";
import { Icon } from "./icon.tsx";
import { Menu } from "./menu.tsx";
import { OutsideLink } from "./outside-link.tsx";

/** What lies over the chat. */
export type View = "chat" | "raise" | "raised" | "forget";

type Props = { snapshot: Snapshot; view: View; titleId: string; go: (view: View) => void };

export function Header({ snapshot, view, titleId, go }: Props) {
  const { bridge, texts } = useStage();
  const isWelcome = view === "chat" && (snapshot.phase === "idle" || snapshot.phase === "starting");
  const isTicket = view === "raise" || view === "raised";
  return (
    <header class={isWelcome ? "head welcome" : "head"}>
      {view !== "chat" && (
        <button
          type="button"
          class="icon-button back"
          aria-label={texts.raise.back}
          onClick={() => go("chat")}
        >
          <Icon name="arrowLeft" />
        </button>
      )}
      <h2 id={titleId} tabIndex={-1} dir="auto">
        {isTicket ? texts.raise.title : (bridge.options.greeting ?? texts.greeting)}
      </h2>
      {view === "chat" && <ChatMenu snapshot={snapshot} go={go} />}
      <button type="button" class="icon-button" aria-label={texts.close} onClick={bridge.close}>
        <Icon name="x" />
      </button>
    </header>
  );
}

function ChatMenu({ snapshot, go }: Pick<Props, "snapshot" | "go">) {
  const { texts } = useStage();
  const { phase, person } = snapshot;
  const isKnown = phase !== "idle" || person.name !== undefined;
  // A conversation that is being started would come after it was forgotten.
  const mayForget = isKnown && phase !== "starting";
  return (
    <Menu>
      {(item) => (
        <>
          <button type="button" {...item} onClick={() => go("raise")}>
            <Icon name="ticket" size={18} />
            {texts.menu.raise}
          </button>
          <OutsideLink path={trackerPath(snapshot.lines)} look="" role="menuitem">
            {texts.menu.track}
          </OutsideLink>
          {mayForget && (
            <button type="button" {...item} onClick={() => go("forget")}>
              <Icon name="trash" size={18} />
              {texts.menu.forget}
            </button>
          )}
        </>
      )}
    </Menu>
  );
}
