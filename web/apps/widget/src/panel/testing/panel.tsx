import { render } from "preact";
import { vi } from "vitest";
import type { Engine, Snapshot, TicketForm } from "../../chat/types.ts";
import type { Bridge } from "../../shared/bridge.ts";
import { NOTHING } from "../../shared/memory.ts";
import { OPTIONS } from "../../shared/testing/options.ts";
import { panelTexts } from "../../texts/panel.ts";
import { PanelView } from "../components/panel-view.tsx";
import { StageProvider } from "../lib/stage.ts";

/** The open panel over an engine that only notes what it is asked for. */
export function openPanel(first: Snapshot, lastRead = 0) {
  let snapshot = first;
  let kept: TicketForm | undefined;
  const listeners = new Set<() => void>();
  const engine = {
    snapshot: () => snapshot,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: vi.fn(),
    hide: vi.fn(),
    identify: vi.fn(),
    start: vi.fn<Engine["start"]>(async () => undefined),
    send: vi.fn(),
    retry: vi.fn(),
    discard: vi.fn(),
    setDraft: vi.fn((draft: string) => change({ draft })),
    startAnew: vi.fn(),
    ticketDraft: () => kept,
    setTicketDraft(form: TicketForm | undefined) {
      kept = form;
    },
    raise: vi.fn<Engine["raise"]>(async () => ({ kind: "raised", number: "TKT-00042" })),
    stop: vi.fn(),
  } satisfies Engine;

  /** What the engine finds out. */
  function change(part: Partial<Snapshot>): void {
    snapshot = { ...snapshot, ...part };
    for (const listener of listeners) listener();
  }
  const bridge = createBridge();
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const stage = { bridge, engine, texts: panelTexts("en"), locale: "en-GB" };
  const draw = (isOpen: boolean) =>
    render(
      <StageProvider value={stage}>
        <PanelView isOpen={isOpen} lastRead={lastRead} />
      </StageProvider>,
      place,
    );
  draw(true);
  return { engine, bridge, change, draw };
}

function createBridge() {
  const root = document.createElement("div").attachShadow({ mode: "open" });
  return {
    options: { ...OPTIONS, token: "demo-widget-token", origin: "https://support.example.com" },
    memory: { read: () => NOTHING, write: vi.fn(), subscribe: () => () => undefined, key: "tkt:test" },
    root,
    frame: document.createElement("div"),
    emit: vi.fn(),
    setUnread: vi.fn(),
    close: vi.fn(),
    warn: vi.fn(),
    retire: vi.fn(),
  } satisfies Bridge;
}
