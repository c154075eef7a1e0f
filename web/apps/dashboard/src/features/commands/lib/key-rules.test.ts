import { afterEach, expect, test } from "vitest";
import type { Command } from "../../../lib/commands";
import { isPaletteKey, isSomethingOpen, keyOf, keySequence } from "./key-rules";

afterEach(() => {
  document.body.innerHTML = "";
});

function pressed(key: string, init: KeyboardEventInit = {}, html = "<p>view</p>"): string | undefined {
  document.body.innerHTML = html;
  let found: string | undefined;
  const listen = (event: KeyboardEvent) => {
    found = keyOf(event);
  };
  window.addEventListener("keydown", listen, { once: true });
  const target = document.body.firstElementChild;
  target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
  return found;
}

test.each([
  ["a letter", "s", {}, "s"],
  ["a letter with caps lock on", "S", {}, "s"],
  ["a sign that needs shift", "?", { shiftKey: true }, "?"],
  ["a letter with shift", "S", { shiftKey: true }, "S"],
])("%s is a key", (_, key, init, expected) => {
  expect(pressed(key, init)).toBe(expected);
});

test("a letter on a control that passes keys on is a key", () => {
  expect(pressed("s", {}, '<button role="combobox" data-passes-keys></button>')).toBe("s");
});

test.each([
  ["with Ctrl", "s", { ctrlKey: true }],
  ["with Cmd", "s", { metaKey: true }],
  ["with Alt", "s", { altKey: true }],
  ["that is held down", "j", { repeat: true }],
  ["of an unfinished character", "s", { isComposing: true }],
  ["that is no sign", "Enter", {}],
])("a key %s is none", (_, key, init) => {
  expect(pressed(key, init)).toBeUndefined();
});

test.each([
  ["an input", "<input>"],
  ["a search field", '<input type="search">'],
  ["a text area", "<textarea></textarea>"],
  ["a select", "<select></select>"],
  ["text that can be edited", "<div contenteditable></div>"],
  ["a combobox", '<button role="combobox"></button>'],
  ["a menu", '<div role="menu"></div>'],
])("in %s a key is text", (_, html) => {
  expect(pressed("s", {}, html)).toBeUndefined();
});

test.each([
  ["a button", "<button></button>"],
  ["a link", '<a href="/x">x</a>'],
  ["a checkbox", '<input type="checkbox">'],
])("on %s a key is a key", (_, html) => {
  expect(pressed("s", {}, html)).toBe("s");
});

test.each([
  ["a dialog", '<div role="dialog"></div>', true],
  ["a question", '<div role="alertdialog"></div>', true],
  ["a list of options", '<div role="listbox"></div>', true],
  ["a toast", '<div role="dialog" aria-modal="false"></div>', false],
  ["a dialog that is closed but kept", '<div hidden><div role="dialog"></div></div>', false],
])("%s lies over the view: %s", (_, html, expected) => {
  document.body.innerHTML = html;
  expect(isSomethingOpen()).toBe(expected);
});

const command = (id: string, key: string): Command => ({ id, key, label: id, group: "g", run: () => {} });
const commands = [command("list.next", "j"), command("go.tickets", "g t"), command("ticket.status", "s")];

test("the newest offer of a key wins", () => {
  const found = keySequence().press("j", 0, [command("ticket.next", "j"), ...commands]);
  expect(found).toMatchObject({ id: "ticket.next" });
});

test("two keys run a command one after the other", () => {
  const sequence = keySequence();
  expect(sequence.press("g", 0, commands)).toBe("waiting");
  expect(sequence.press("t", 500, commands)).toMatchObject({ id: "go.tickets" });
});

test("the second of two keys does nothing else, even where there is nothing to go to", () => {
  const sequence = keySequence();
  sequence.press("g", 0, commands);
  expect(sequence.press("s", 500, commands)).toBeUndefined();
});

test("a first key that was left alone is forgotten", () => {
  const sequence = keySequence();
  sequence.press("g", 0, commands);
  expect(sequence.press("s", 2_000, commands)).toMatchObject({ id: "ticket.status" });
});

test("a key without a command is left to the browser", () => {
  expect(keySequence().press("x", 0, commands)).toBeUndefined();
});

test("Ctrl+K opens the palette, and neither K alone nor with more keys", () => {
  const key = (init: KeyboardEventInit) => isPaletteKey(new KeyboardEvent("keydown", { key: "k", ...init }));
  expect(key({ ctrlKey: true })).toBe(true);
  expect(key({})).toBe(false);
  expect(key({ ctrlKey: true, shiftKey: true })).toBe(false);
  expect(key({ ctrlKey: true, altKey: true })).toBe(false);
});
