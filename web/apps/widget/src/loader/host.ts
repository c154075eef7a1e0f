import type { Options } from "../shared/options.ts";
import { bubbleTexts } from "../texts/bubble.ts";
import styles from "./bubble.css?inline";

/** The widget's only element in the page. */
export type Host = { readonly root: ShadowRoot; readonly frame: HTMLElement };

/** Puts the element beside the body: scripts that rule the body, and styles that count its children, see nothing. */
export function createHost(options: Options): Host {
  const host = document.createElement("tkt-widget");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  // Adopted, not written into the page: a policy without 'unsafe-inline' allows it.
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  const frame = document.createElement("aside");
  const texts = bubbleTexts(options.lang);
  frame.className = "frame";
  frame.dir = options.dir;
  frame.lang = texts.language;
  frame.ariaLabel = options.label ?? texts.label;
  followTheme(frame, options.theme);
  root.append(frame);
  document.documentElement.append(host);
  rise(host);
  return { root, frame };
}

/** Into the top layer, which lies above every z-index. */
function rise(host: HTMLElement): void {
  if (typeof host.showPopover !== "function") return;
  host.popover = "manual";
  host.showPopover();
}

function followTheme(frame: HTMLElement, theme: Options["theme"]): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    const system = dark.matches ? "dark" : "light";
    frame.setAttribute("data-theme", theme === "auto" ? system : theme);
  };
  update();
  dark.addEventListener("change", update);
}
