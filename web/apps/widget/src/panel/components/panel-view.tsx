import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { NOTHING } from "../../shared/memory.ts";
import { focusIn, keepFocusIn } from "../lib/focus.ts";
import { useStage } from "../lib/stage.ts";
import { useOwnId } from "../lib/use-own-id.ts";
import { isTouch, usePhone } from "../lib/use-phone.ts";
import { useSnapshot } from "../lib/use-snapshot.ts";
import { useVisibleHeight } from "../lib/use-visible-height.ts";
import { Chat } from "./chat.tsx";
import { Forget } from "./forget.tsx";
import { Header, type View } from "./header.tsx";
import { Notice } from "./notice.tsx";
import { RaiseForm } from "./raise-form.tsx";
import { Raised } from "./raised.tsx";
import { StartForm } from "./start-form.tsx";

type Props = { isOpen: boolean; lastRead: number };

/** The panel: beside the page on a large screen, over all of it on a phone. */
export function PanelView({ isOpen, lastRead }: Props) {
  const { bridge, engine, texts } = useStage();
  const snapshot = useSnapshot(engine);
  const [view, setView] = useState<View>("chat");
  const [raised, setRaised] = useState({ number: "", email: "" });
  const panel = useRef<HTMLElement>(null);
  const titleId = useOwnId();
  const isPhone = usePhone();
  const { phase, lines } = snapshot;
  const isStart = phase === "idle" || phase === "starting";
  const shown = view === "chat" ? (isStart ? "start" : "chat") : view;
  useVisibleHeight(panel, isPhone && isOpen);
  // At once: what is typed next goes there.
  useLayoutEffect(() => {
    // The other views take the focus themselves.
    const isAsking = shown === "start" || shown === "chat" || shown === "raise";
    if (isOpen && isAsking && panel.current) focusIn(panel.current, isTouch());
  }, [isOpen, shown]);

  function onKeyDown(event: KeyboardEvent) {
    // What is typed here is no shortcut of the page.
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) {
      if (view === "chat") bridge.close();
      else setView("chat");
    } else if (isPhone && panel.current) {
      keepFocusIn(panel.current, event);
    }
  }
  function onRaised(number: string, email: string) {
    setRaised({ number, email });
    // Who went back to a conversation meanwhile is not torn away from it: the number stands there, too.
    const { phase } = engine.snapshot();
    const isTold = phase === "live" || phase === "closed";
    setView((view) => (view !== "raise" && isTold ? view : "raised"));
  }
  function forget() {
    // What waits to be sent goes first: it must not begin another chat.
    bridge.memory.write(NOTHING);
    engine.startAnew();
    bridge.memory.write(NOTHING);
    setView("chat");
  }
  return (
    <section
      ref={panel}
      class={`panel ${bridge.options.position}`}
      data-open={isOpen}
      lang={texts.language}
      role="dialog"
      aria-modal={isPhone || undefined}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => event.stopPropagation()}
      onKeyPress={(event) => event.stopPropagation()}
    >
      <Header snapshot={snapshot} view={view} titleId={titleId} go={setView} />
      {shown === "chat" && phase !== "refused" && (
        <Chat snapshot={snapshot} lastRead={lastRead} isOpen={isOpen} onRaise={() => setView("raise")} />
      )}
      {shown === "chat" && phase === "refused" && <Notice icon="info">{texts.trouble.refused}</Notice>}
      {shown === "start" && <StartForm snapshot={snapshot} />}
      {shown === "raise" && <RaiseForm snapshot={snapshot} onRaised={onRaised} />}
      {shown === "raised" && (
        <Raised {...raised} lines={lines} isOpen={isOpen} onBack={() => setView("chat")} />
      )}
      {shown === "forget" && <Forget isOpen={isOpen} onForget={forget} onKeep={() => setView("chat")} />}
    </section>
  );
}
