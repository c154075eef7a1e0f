import { beforeEach, expect, test, vi } from "vitest";

// The script as a whole, run as often as the page has tags.

beforeEach(() => {
  document.head.innerHTML = "";
  document.querySelector("tkt-widget")?.remove();
  vi.resetModules();
});

function addTag(attributes = 'data-bot-token="token"'): void {
  const tag = document.createElement("div");
  tag.innerHTML = `<script type="text/plain" src="https://tkt.example/widget.js" ${attributes}></script>`;
  document.head.append(...tag.children);
}

async function run(): Promise<void> {
  vi.resetModules();
  await import("./main.ts");
}

const bubbles = () => document.querySelectorAll("tkt-widget").length;

test("one tag draws one bubble, and no other tag draws a second", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
  addTag();
  await run();
  expect(bubbles()).toBe(1);
  expect(warn).not.toHaveBeenCalled();
  addTag();
  await run();
  expect(bubbles()).toBe(1);
  expect(warn.mock.calls).toEqual([
    ["tkt: the page has more than one tag of the widget; the first one counts"],
  ]);
  // The site shows another page, without loading it: its tag is new, the old one is gone.
  document.head.innerHTML = "";
  addTag();
  await run();
  expect(bubbles()).toBe(1);
  expect(warn).toHaveBeenCalledTimes(1);
});
