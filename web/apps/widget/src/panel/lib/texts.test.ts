import { describe, expect, it } from "vitest";
import { panelTexts } from "../../texts/panel.ts";
import { line, TICKET } from "../testing/lines.ts";
import { checks } from "./checks.ts";
import { isOnlyEmoji } from "./emoji.ts";
import { lastMessages } from "./last-messages.ts";
import { pieces } from "./links.ts";
import { characters, clean, cleanLine } from "./text.ts";
import { ticketPath, trackerPath } from "./tracker.ts";
import { localeFor, minutes } from "./when.ts";

const texts = panelTexts("en");

describe("only emoji", () => {
  it.each(["👍", "👍🏽🎉", "👨‍👩‍👧‍👦", "🇮🇹", "❤️ 🙂"])("%s is", (text) =>
    expect(isOnlyEmoji(text)).toBe(true),
  );
  it.each(["12", "👍 ok", " ", "©2024", "👍".repeat(30)])("%s is not", (text) =>
    expect(isOnlyEmoji(text)).toBe(false),
  );
});

describe("addresses in a text", () => {
  it.each([
    ["See https://a.example/b?c=1, and go.", ["https://a.example/b?c=1"]],
    ["(http://a.example)", ["http://a.example"]],
    ["javascript:alert(1) data:text/html,x //a.example www.a.example", []],
    ['<a href="https://a.example">x</a>', ["https://a.example"]],
    ["https://", []],
  ])("in %s", (text, expected) => {
    const found = pieces(text);
    expect(found.flatMap(({ href }) => href ?? [])).toEqual(expected);
    expect(found.map((piece) => piece.text).join("")).toBe(text);
  });
});

describe("fields", () => {
  it.each(["vera@example.com", " Vera.O'Neil+x@mail.example.co.uk ", "a@b.io"])("takes %s", (email) =>
    expect(checks.email(email, texts)).toBeUndefined(),
  );
  it.each([
    "vera",
    "vera@",
    "vera@example",
    "v era@example.com",
    "vera@example..com",
    "a@b@example.com",
    '"a"@b.io',
  ])("does not take %s for an e-mail", (email) =>
    expect(checks.email(email, texts)).toBe(texts.form.wrong.email),
  );
  it("asks for what is missing", () => {
    expect(checks.email(" ", texts)).toBe(texts.form.wrong.emailMissing);
    expect(checks.name("\t", texts)).toBe(texts.form.wrong.name);
    expect(checks.issue("\n", texts)).toBe(texts.form.wrong.issue);
    expect(checks.phone("", texts)).toBeUndefined();
  });
  it("counts as the server does", () => {
    expect(checks.name("😀".repeat(100), texts)).toBeUndefined();
    expect(checks.name("😀".repeat(101), texts)).toBe("Keep the name to 100 characters.");
    expect(checks.issue("x".repeat(10_001), texts)).toBe("This is 1 character too long.");
    expect(characters("👍🏽")).toBe(2);
  });
  it("loses what no text may hold", () => {
    expect(clean(" a\r\nb\u0000\u001b[31m\tc ")).toBe("a\nb[31m\tc");
    expect(cleanLine("Vera\n Ota")).toBe("Vera Ota");
  });
});

describe("the tracker's page", () => {
  const lines = [line(1, "system", "", { cards: [TICKET] })];
  it("is the one that the ticket's card names", () => {
    expect(ticketPath("TKT-00003", lines)).toBe("/track-ticket?ticket=TKT-00003&w=acme");
  });
  it("knows the workspace from any card", () => {
    expect(ticketPath("TKT-00004", lines)).toBe("/track-ticket?ticket=TKT-00004&w=acme");
    expect(trackerPath(lines)).toBe("/track-ticket?w=acme");
  });
  it("is the stack's first workspace's otherwise", () => {
    expect(ticketPath("TKT-00004", [])).toBe("/track-ticket?ticket=TKT-00004");
    expect(trackerPath([])).toBe("/track-ticket");
  });
});

it("takes over what the visitor said last, without the bare wish for a ticket", () => {
  const said = [1, 2, 3, 4, 5, 6].map((seq) => line(seq, "visitor", `No ${seq}`));
  const wish = line(8, "visitor", "support ticket", { intent: "raise_ticket" });
  expect(lastMessages([...said, line(7, "agent", "Yes?"), wish])).toBe("No 2\nNo 3\nNo 4\nNo 5\nNo 6");
});

it("writes dates as the page's country does, in the texts' language", () => {
  expect(localeFor("en", "en-GB")).toBe("en-GB");
  expect(localeFor("en", "de-DE")).toMatch(/^en/);
  expect(localeFor("en", "en-no_such_tag")).toMatch(/^en/);
  expect(minutes(62)).toBe("1:02");
});
