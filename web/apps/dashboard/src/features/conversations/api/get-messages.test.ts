import type { ChatMessage } from "@tkt/api/schema";
import { beforeEach, expect, test, vi } from "vitest";
import { message } from "../lib/fixtures";
import { getMessages, type Messages } from "./get-messages";

const { get } = vi.hoisted(() => ({ get: vi.fn() }));
vi.mock("../../../lib/api", () => ({ api: { GET: get } }));

const signal = new AbortController().signal;
const card = { kind: "error", ticket_number: "TKT-00009", message: "No." } as const;
let said: ChatMessage[] = [];

/** As the server does it: pages of 100, and a tag for each answer. */
beforeEach(() => {
  said = [];
  get.mockReset();
  get.mockImplementation(async (_, { params }) => {
    const messages = said.filter(({ seq }) => seq > params.query.after).slice(0, 100);
    const etag = `"${JSON.stringify(messages).length}-${params.query.after}"`;
    if (params.header?.["If-None-Match"] === etag) return { response: new Response(null, { status: 304 }) };
    return { data: { messages, state: "open" }, response: new Response("{}", { headers: { etag } }) };
  });
});

const ask = (known?: Messages, now = 0) => getMessages("one", known, signal, now);
const asked = () => get.mock.calls.map(([, { params }]) => params.query.after);

test("a long conversation is read in pages of 100, to its end", async () => {
  said = Array.from({ length: 250 }, (_, at) => message(at + 1));
  const { messages } = await ask();
  expect(messages.map(({ seq }) => seq)).toEqual(said.map(({ seq }) => seq));
  expect(asked()).toEqual([0, 100, 200]);
});

test("a page that is exactly full is followed by a look behind it", async () => {
  said = Array.from({ length: 100 }, (_, at) => message(at + 1));
  expect((await ask()).messages).toHaveLength(100);
  expect(asked()).toEqual([0, 100]);
});

test("later only what is new is asked for, and without news the very same is given back", async () => {
  said = [message(1), message(2)];
  const first = await ask();
  const quiet = await ask(first);
  said.push(message(3));
  const news = await ask(quiet);
  expect(news.messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  const still = await ask(news);
  expect(await ask(still)).toBe(still);
  expect(
    asked()
      .slice(1)
      .every((after) => after >= 2),
  ).toBe(true);
});

test("what was missed before a message that was just sent is read, and nothing comes twice", async () => {
  said = [message(1), message(2), message(3, { from: "agent" })];
  const known: Messages = {
    messages: [message(1), message(3, { from: "agent" })],
    state: "open",
    tag: undefined,
    cardsAt: 0,
  };
  expect((await ask(known)).messages.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(asked()).toEqual([1]);
});

test("cards are read again after a minute, for tickets change", async () => {
  said = [message(1), message(2, { cards: [card] }), message(3)];
  const first = await ask();
  await ask(first, 59_000);
  expect(asked()).toEqual([0, 3]);
  said[1] = message(2, { cards: [{ ...card, message: "Now." }] });
  const renewed = await ask(first, 61_000);
  expect(asked().at(-1)).toBe(1);
  expect(renewed.messages[1]?.cards[0]).toMatchObject({ message: "Now." });
});
