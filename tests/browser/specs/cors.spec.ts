// Pages of other origins, as those that hold the widget: what a browser lets them do.

import type { ConversationList, StartedConversation } from "../../../web/packages/api/src/schema";
import { BLOCKED, type Call, OtherOrigin, type Reply } from "../fixtures/other-origin";
import { test as base, expect } from "../fixtures/test";

const JSON_BODY = { "content-type": "application/json" };

/** `shop` is listed by the workspace `demo`, `stranger` by none; `fromShop` and `fromStranger` ask from their pages. */
const test = base.extend<
  { fromShop: Call; fromStranger: Call },
  { shop: OtherOrigin; stranger: OtherOrigin }
>({
  shop: [
    async ({ sharedStack }, use) => {
      const shop = await OtherOrigin.serve();
      // Before anything else is asked of the chat: it remembers settings for a minute.
      const answer = await fetch(new URL("/api/workspace", sharedStack.url), {
        method: "PUT",
        headers: { ...JSON_BODY, authorization: `Bearer ${await sharedStack.token("owner@example.com")}` },
        body: JSON.stringify({ allowed_origins: [shop.origin] }),
      });
      expect(answer.status, await answer.text()).toBe(200);
      await use(shop);
      shop.close();
    },
    { scope: "worker" },
  ],
  stranger: [
    async ({}, use) => {
      const stranger = await OtherOrigin.serve();
      await use(stranger);
      stranger.close();
    },
    { scope: "worker" },
  ],
  fromShop: async ({ shop, browser, stack }, use) => use(await shop.page(browser, stack.url)),
  fromStranger: async ({ stranger, browser, stack }, use) => use(await stranger.page(browser, stack.url)),
});

test("a page of a listed origin starts a conversation, writes, reads and detects", async ({ fromShop }) => {
  const chat = shown(await start(fromShop, "demo-widget-token"));
  expect(chat.status).toBe(201);
  const { conversation_id: id, visitor_token: visitor } = chat.body;
  const bearer = { authorization: `Bearer ${visitor}` };
  const messages = `/api/chat/${id}/messages`;
  const hello = { text: "Hello", client_id: "1" };
  const sent = shown(await fromShop("POST", messages, { ...JSON_BODY, ...bearer }, hello));
  expect([sent.status, sent.body.seq]).toEqual([201, 1]);
  const read = shown(await fromShop("GET", `${messages}?after=0`, bearer));
  expect(read.status).toBe(200);
  expect(read.body.messages).toHaveLength(1);
  const known = { ...bearer, "if-none-match": read.etag ?? "" };
  expect(shown(await fromShop("GET", `${messages}?after=0`, known)).status).toBe(304);
  const text = { text: "TKT-00001", conversation_id: id };
  const detected = shown(await fromShop("POST", "/api/detect", { ...JSON_BODY, ...bearer }, text));
  expect(detected.status).toBe(200);
  expect(detected.body.cards).toHaveLength(1);
  // Refusals can be read, too, so that the widget can say what is wrong.
  const empty = { text: "", client_id: "2" };
  const refused = shown(await fromShop("POST", messages, { ...JSON_BODY, ...bearer }, empty));
  expect(refused.status).toBe(422);
});

test("a page of another origin reads no answer", async ({ fromStranger, stack }) => {
  expect(await start(fromStranger, "demo-widget-token")).toBe(BLOCKED);
  const { id, bearer } = await startedElsewhere(stack.url, "demo-widget-token");
  await expectBlocked(fromStranger, bearer, widgetRoutes(id));
});

test("what one workspace lists is nothing to another", async ({ fromShop, stack }) => {
  expect(await start(fromShop, "other-widget-token")).toBe(BLOCKED);
  const { id, bearer } = await startedElsewhere(stack.url, "other-widget-token");
  await expectBlocked(fromShop, bearer, widgetRoutes(id));
});

test("an agent's token opens nothing to a page of another origin, listed or not", async ({
  fromShop,
  fromStranger,
  stack,
  ownerApi,
}) => {
  const { id } = await startedElsewhere(stack.url, "demo-widget-token");
  const bearer = { authorization: `Bearer ${await stack.token("owner@example.com")}` };
  const agentsRoutes: Route[] = [
    ["GET", "/api/ticket"],
    ["GET", "/api/ticket/TKT-00001"],
    ["PUT", "/api/ticket/TKT-00001", { status: "closed" }],
    ["DELETE", "/api/ticket/TKT-00001"],
    ["GET", "/api/workspace"],
    ["GET", "/api/chat"],
    ["GET", `/api/chat/${id}`],
    ["POST", `/api/chat/${id}/read`, {}],
    ["POST", `/api/chat/${id}/presence`, { state: "viewing" }],
    ["POST", `/api/chat/${id}/close`],
    ...widgetRoutes(id),
  ];
  const before = await ownerApi.ticket("TKT-00001");
  await expectBlocked(fromShop, bearer, agentsRoutes);
  await expectBlocked(fromStranger, bearer, agentsRoutes);
  // Nothing was done either: the browser did not even ask where a preflight is not answered.
  expect(await ownerApi.ticket("TKT-00001")).toEqual(before);
  const conversation = await ownerApi.request<{ state: string }>("GET", `/chat/${id}`);
  expect(conversation.body.state).toBe("open");
});

test("a body that a page may send without a preflight is refused", async ({
  fromShop,
  shop,
  stack,
  ownerApi,
}) => {
  const { id, bearer } = await startedElsewhere(stack.url, "demo-widget-token");
  const conversations = () => ownerApi.request<ConversationList>("GET", "/chat");
  const before = (await conversations()).body.items.length;
  const posts = widgetRoutes(id).filter(([method]) => method === "POST");
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const headers = { "content-type": type };
    expect(await fromShop("POST", "/api/chat", headers, visitor("demo-widget-token")), type).toBe(BLOCKED);
    const answer = await fetch(new URL("/api/chat", stack.url), {
      method: "POST",
      headers: { ...headers, origin: shop.origin },
      body: JSON.stringify(visitor("demo-widget-token")),
    });
    expect([401, 415], type).toContain(answer.status);
    for (const [method, path, body] of posts) {
      const reply = shown(await fromShop(method, path, { ...headers, ...bearer }, body));
      expect(reply.status, `${path} with ${type}`).toBe(415);
    }
  }
  expect((await conversations()).body.items).toHaveLength(before);
});

type Route = [method: string, path: string, body?: object];

/** What a visitor's token opens. */
function widgetRoutes(id: string): Route[] {
  return [
    ["GET", `/api/chat/${id}/messages`],
    ["POST", `/api/chat/${id}/messages`, { text: "Hello", client_id: "1" }],
    ["POST", "/api/detect", { text: "TKT-00001", conversation_id: id }],
  ];
}

async function expectBlocked(call: Call, bearer: Record<string, string>, routes: Route[]): Promise<void> {
  for (const [method, path, body] of routes) {
    expect(await call(method, path, { ...JSON_BODY, ...bearer }, body), `${method} ${path}`).toBe(BLOCKED);
  }
}

function start(call: Call, botToken: string): Promise<Reply | typeof BLOCKED> {
  return call("POST", "/api/chat", JSON_BODY, visitor(botToken));
}

/** A conversation that no browser started, and what its visitor sends. */
async function startedElsewhere(stack: string, botToken: string) {
  const answer = await fetch(new URL("/api/chat", stack), {
    method: "POST",
    headers: JSON_BODY,
    body: JSON.stringify(visitor(botToken)),
  });
  const { conversation_id: id, visitor_token }: StartedConversation = await answer.json();
  return { id, bearer: { authorization: `Bearer ${visitor_token}` } };
}

function visitor(botToken: string) {
  return { bot_token: botToken, name: "Vera", email: "vera@example.com" };
}

/** An answer that the browser showed to the page's script. */
function shown(reply: Reply | typeof BLOCKED): Reply {
  if (reply === BLOCKED) throw new Error("the browser showed the page no answer");
  return reply;
}
