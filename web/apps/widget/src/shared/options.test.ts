import { afterEach, expect, test, vi } from "vitest";
import { readOptions } from "./options.ts";

afterEach(() => {
  document.documentElement.removeAttribute("lang");
  document.documentElement.removeAttribute("dir");
});

function read(attributes: Record<string, string>) {
  const tag = document.createElement("script");
  tag.setAttribute("src", "https://tkt.example/widget.js");
  for (const [name, value] of Object.entries(attributes)) tag.setAttribute(`data-${name}`, value);
  const warn = vi.fn<(line: string) => void>();
  return { options: readOptions(tag, warn), lines: warn.mock.calls.map(([line]) => line) };
}

test("a token is enough", () => {
  document.documentElement.lang = "en-GB";
  expect(read({ "bot-token": " token " })).toEqual({
    options: {
      token: "token",
      origin: "https://tkt.example",
      color: undefined,
      position: "right",
      lang: "en-GB",
      dir: "ltr",
      theme: "auto",
      greeting: undefined,
      label: undefined,
      userId: undefined,
    },
    lines: [],
  });
});

test("everything can be chosen", () => {
  const { options, lines } = read({
    "bot-token": "token",
    color: "#FFCC00",
    position: "left",
    lang: "ar-EG",
    theme: "Dark",
    greeting: "Ask us",
    label: "Help",
    "user-id": "u-1",
  });
  expect(options).toMatchObject({
    color: "#FFCC00",
    position: "left",
    lang: "ar-EG",
    dir: "rtl",
    theme: "dark",
  });
  expect(options).toMatchObject({ greeting: "Ask us", label: "Help", userId: "u-1" });
  expect(lines).toEqual([]);
});

test("an id of the visitor that no ticket can hold is left out: it would keep every ticket from being raised", () => {
  const ids = ["u".repeat(128), "u".repeat(129), "u\n1"].map((id) =>
    read({ "bot-token": "t", "user-id": id }),
  );
  expect(ids.map(({ options }) => options?.userId)).toEqual(["u".repeat(128), undefined, undefined]);
  const line = "data-user-id must be one line of at most 128 characters";
  expect(ids.map(({ lines }) => lines)).toEqual([[], [line], [line]]);
});

test("without a token there are no options, and a line says so", () => {
  expect(read({ "bot-token": " " })).toEqual({
    options: undefined,
    lines: ["the script's tag has no data-bot-token"],
  });
});

test("what is wrong is told and replaced", () => {
  const { options, lines } = read({
    "bot-token": "token",
    color: "red;}",
    position: "middle",
    theme: "blue",
  });
  expect(options).toMatchObject({ color: undefined, position: "right", theme: "auto" });
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("data-color");
});

test("a short colour is a colour", () => {
  expect(read({ "bot-token": "token", color: "#fC0" }).options?.color).toBe("#ffCC00");
});

test("a page from right to left has the bubble on the left, unless it says otherwise", () => {
  document.documentElement.style.direction = "rtl";
  expect(read({ "bot-token": "token" }).options).toMatchObject({ dir: "rtl", position: "left" });
  expect(read({ "bot-token": "token", position: "right" }).options).toMatchObject({ position: "right" });
  expect(read({ "bot-token": "token", lang: "en" }).options).toMatchObject({ dir: "ltr", position: "right" });
  document.documentElement.style.direction = "";
});
