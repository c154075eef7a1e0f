import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createApi } from "./api.ts";

const OF = { id: "c 1", token: "visitor", expiresAt: 0 };
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>();
const api = createApi("https://tkt.example", "token");

beforeEach(() => {
  fetched.mockReset();
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => vi.unstubAllGlobals());

function answer(status: number, body: unknown = {}, headers: Record<string, string> = {}): void {
  const written = status === 304 ? null : JSON.stringify(body);
  fetched.mockResolvedValueOnce(new Response(written, { status, headers }));
}

test("messages are asked for behind the last one, with its tag", async () => {
  const message = {
    seq: 4,
    from: "agent",
    name: "Shop",
    text: "Hi",
    cards: [],
    intent: null,
    at: "2026-01-01T00:00:00Z",
  };
  answer(200, { messages: [message], state: "open" }, { etag: '"1"' });
  expect(await api.messages(OF, 3, '"0"')).toEqual({
    ok: true,
    value: { messages: [message], state: "open", etag: '"1"' },
  });
  const [url, init] = fetched.mock.calls[0] ?? [];
  expect(url).toBe("https://tkt.example/api/chat/c%201/messages?after=3");
  expect(init).toMatchObject({ method: "GET", credentials: "omit", referrerPolicy: "no-referrer" });
  expect(init?.headers).toEqual({ authorization: "Bearer visitor", "if-none-match": '"0"' });
  answer(304);
  expect(await api.messages(OF, 3, '"1"')).toEqual({ ok: true, value: "unchanged" });
});

test("a conversation is started from the page without its query, which may hold secrets", async () => {
  history.replaceState(null, "", "/lamps?token=secret#part");
  answer(201, { conversation_id: "c1", visitor_token: "v", expires_at: "2030-01-01T00:00:00.000Z" });
  const started = await api.start({ name: "Vera", email: "vera@example.com" });
  expect(started).toEqual({ ok: true, value: { id: "c1", token: "v", expiresAt: Date.UTC(2030, 0, 1) } });
  const body = JSON.parse(`${fetched.mock.calls[0]?.[1].body}`);
  expect(body).toEqual({
    bot_token: "token",
    name: "Vera",
    email: "vera@example.com",
    page: `${location.origin}/lamps`,
  });
});

test("a card that is not known is left out, and its message stays", async () => {
  const cards = [
    { kind: "poll", ticket_number: "TKT-1" },
    { kind: "error", ticket_number: "TKT-2", message: "no" },
  ];
  const message = { seq: 1, from: "robot", name: "", text: "Hi", cards, intent: "dance", at: "" };
  answer(200, { messages: [message], state: "open" });
  const read = await api.messages(OF, 0, null);
  expect(read).toMatchObject({
    value: {
      messages: [{ from: "system", intent: null, cards: [{ kind: "error", ticket_number: "TKT-2" }] }],
    },
  });
});

test.each([
  [400, { kind: "invalid", fields: [] }],
  [401, { kind: "unauthorized" }],
  [403, { kind: "unauthorized" }],
  [404, { kind: "missing" }],
  [413, { kind: "invalid", fields: [] }],
  [429, { kind: "limited", retryAfter: 5 }],
  [500, { kind: "server" }],
  [503, { kind: "server" }],
  [200, { kind: "server" }],
  [204, { kind: "server" }],
])("an answer of %i without anything of use is a failure", async (status, failure) => {
  fetched.mockResolvedValueOnce(new Response(status === 204 ? null : "<html>", { status }));
  expect(await api.messages(OF, 0, null)).toEqual({ ok: false, failure });
});

test("refused fields and waiting times are told", async () => {
  answer(422, { errors: [{ pointer: "/email", detail: "must be an e-mail" }, { pointer: 5 }] });
  expect(await api.start({ name: "", email: "" })).toEqual({
    ok: false,
    failure: { kind: "invalid", fields: [{ name: "email", detail: "must be an e-mail" }] },
  });
  answer(429, {}, { "retry-after": "17" });
  expect(await api.send(OF, "Hi", "1")).toEqual({ ok: false, failure: { kind: "limited", retryAfter: 17 } });
});

test("no network and an answer that may not be read are told apart", async () => {
  fetched.mockRejectedValue(new TypeError("Failed to fetch"));
  expect(await api.send(OF, "Hi", "1")).toEqual({ ok: false, failure: { kind: "offline" } });
  fetched.mockReset();
  fetched.mockRejectedValueOnce(new TypeError("Failed to fetch")).mockResolvedValueOnce(new Response(""));
  expect(await api.send(OF, "Hi", "1")).toEqual({ ok: false, failure: { kind: "blocked" } });
  expect(fetched.mock.lastCall?.[0]).toBe("https://tkt.example/widget.js");
});

test("a ticket goes with its key, and with the visitor's token where there is one", async () => {
  const ticket = {
    issue: "It flickers",
    visitor_name: "Vera",
    visitor_email: "vera@example.com",
    visitor_phone: null,
    user_id: null,
    session_id: null,
  };
  answer(201, { ticket_id: "TKT-00004", status: "open" });
  expect(await api.raise(ticket, "key", null)).toEqual({ ok: true, value: "TKT-00004" });
  expect(fetched.mock.lastCall?.[1].headers).toEqual({
    "idempotency-key": "key",
    "content-type": "application/json",
  });
  answer(201, { ticket_id: "TKT-00005", status: "open" });
  await api.raise(ticket, "key", OF);
  expect(fetched.mock.lastCall?.[1].headers).toMatchObject({ authorization: "Bearer visitor" });
});
