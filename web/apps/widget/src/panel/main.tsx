import { render } from "preact";
import { createEngine } from "../chat/engine.ts";
import type { Bridge, Panel } from "../shared/bridge.ts";
import { panelTexts } from "../texts/panel.ts";
import { PanelView } from "./components/panel-view.tsx";
import { colours } from "./lib/colours.ts";
import { StageProvider } from "./lib/stage.ts";
import { localeFor } from "./lib/when.ts";
import styles from "./styles/styles.css?inline";

/** Puts the panel into the frame, closed. */
export function mount(bridge: Bridge): Panel {
  const engine = createEngine(bridge);
  const texts = panelTexts(bridge.options.lang);
  const stage = { bridge, engine, texts, locale: localeFor(texts.language, bridge.options.lang) };
  const place = document.createElement("div");
  dress(bridge, place);
  bridge.frame.append(place);
  let lastRead = 0;

  function draw(isOpen: boolean): void {
    const panel = <PanelView isOpen={isOpen} lastRead={lastRead} />;
    render(<StageProvider value={stage}>{panel}</StageProvider>, place);
  }
  draw(false);
  return {
    show() {
      // Before the engine notes that all of it is seen now.
      lastRead = bridge.memory.read().lastRead;
      engine.show();
      // Laid out closed once, so that there is something to move from.
      place.getBoundingClientRect();
      draw(true);
    },
    hide() {
      engine.hide();
      draw(false);
    },
    identify: engine.identify,
  };
}

/** An adopted sheet and properties set by script: a page's policy against inline styles forbids neither. */
function dress(bridge: Bridge, place: HTMLElement): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  bridge.root.adoptedStyleSheets = [...bridge.root.adoptedStyleSheets, sheet];
  place.className = "tkt";
  for (const [name, value] of Object.entries(colours(bridge.options.color))) {
    place.style.setProperty(name, value);
  }
}
