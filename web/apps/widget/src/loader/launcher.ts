import { textOn } from "../shared/color.ts";
import type { Options } from "../shared/options.ts";
import { bubbleTexts } from "../texts/bubble.ts";

/** The bubble. */
export type Launcher = {
  show(state: "closed" | "opening" | "open"): void;
  showUnread(count: number): void;
  /** Says that the panel could not be loaded, until it is opened. */
  showFailure(): void;
  focus(): void;
  remove(): void;
};

// Lucide's message-circle and chevron-down.
const CHAT = "M7.9 20A9 9 0 1 0 4 16.1L2 22Z";
const DOWN = "m6 9 6 6 6-6";
/** More are not counted: the bubble is small. */
const MANY = 9;

export function createLauncher(frame: HTMLElement, options: Options, onClick: () => void): Launcher {
  const texts = bubbleTexts(options.lang);
  const name = options.label ?? texts.label;
  const button = document.createElement("button");
  const { icon, path } = createIcon();
  const badge = element("span", "count");
  const said = element("p", `said ${options.position}`);
  let unread = 0;
  let isOpen = false;

  button.type = "button";
  button.className = `launcher ${options.position}`;
  button.ariaHasPopup = "dialog";
  button.addEventListener("click", onClick);
  button.append(icon);
  if (options.label !== undefined) button.append(labelled(options.label));
  badge.ariaHidden = "true";
  button.append(badge);
  said.role = "status";
  frame.append(button, said);
  if (options.color !== undefined) {
    frame.style.setProperty("--launcher", options.color);
    frame.style.setProperty("--on-launcher", textOn(options.color));
  }

  function update(): void {
    badge.hidden = unread === 0 || isOpen;
    badge.textContent = unread > MANY ? `${MANY}+` : `${unread}`;
    path.setAttribute("d", isOpen ? DOWN : CHAT);
    const news = unread > 0 ? `${name}, ${texts.unread(unread)}` : name;
    button.ariaLabel = isOpen ? texts.close : news;
    button.ariaExpanded = `${isOpen}`;
  }

  function say(words: string, isSeen: boolean): void {
    said.textContent = words;
    said.classList.toggle("quiet", !isSeen);
  }

  update();
  return {
    show(state) {
      isOpen = state !== "closed";
      button.ariaBusy = state === "opening" ? "true" : null;
      say(state === "opening" ? texts.opening : "", false);
      update();
    },
    showUnread(count) {
      if (count > unread && !isOpen) say(texts.unread(count), false);
      unread = count;
      update();
    },
    showFailure: () => say(texts.notOpened, true),
    focus: () => button.focus({ preventScroll: true }),
    remove() {
      button.remove();
      said.remove();
    },
  };
}

function createIcon() {
  const space = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  icon.setAttribute("viewBox", "0 0 24 24");
  icon.setAttribute("width", "24");
  icon.setAttribute("height", "24");
  icon.setAttribute("aria-hidden", "true");
  icon.append(path);
  return { icon, path };
}

function labelled(words: string): HTMLElement {
  const label = element("span", "label");
  label.textContent = words;
  return label;
}

function element(name: string, className: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}
