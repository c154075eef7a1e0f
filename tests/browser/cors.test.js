// Pages of other origins, as those that hold the widget: what a browser lets them do.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { launch, url } from "./browser.js";

const token = process.env.TKT_TOKEN;
const blocked = { status: "blocked" };
const json = { "content-type": "application/json" };

let browser, shop, stranger;
before(async () => {
  [browser, shop, stranger] = await Promise.all([launch(), serve(), serve()]);
  // Before anything else is asked of the chat: it remembers settings for a minute.
  const answer = await fetch(new URL("/api/workspace", url), {
    method: "PUT",
    headers: { ...json, authorization: `Bearer ${token}` },
    body: JSON.stringify({ allowed_origins: [shop.origin] }),
  });
  assert.equal(answer.status, 200, await answer.text());
});
after(async () => {
  await browser?.close();
  for (const server of [shop, stranger]) server?.close();
});

test("a page of a listed origin starts a conversation, writes, reads and detects", async () => {
  const call = await pageOf(shop);
  const chat = await start(call, "demo-widget-token");
  assert.equal(chat.status, 201);
  const { conversation_id: id, visitor_token: visitor } = chat.body;
  const bearer = { authorization: `Bearer ${visitor}` };
  const messages = `/api/chat/${id}/messages`;
  const sent = await call("POST", messages, { ...json, ...bearer }, { text: "Hello", client_id: "1" });
  assert.deepEqual([sent.status, sent.body.seq], [201, 1]);
  const read = await call("GET", `${messages}?after=0`, bearer);
  assert.deepEqual([read.status, read.body.messages.length], [200, 1]);
  const again = await call("GET", `${messages}?after=0`, { ...bearer, "if-none-match": read.etag });
  assert.equal(again.status, 304);
  const text = { text: "TKT-00001", conversation_id: id };
  const detected = await call("POST", "/api/detect", { ...json, ...bearer }, text);
  assert.deepEqual([detected.status, detected.body.cards.length], [200, 1]);
  // Refusals can be read, too, so that the widget can say what is wrong.
  const refused = await call("POST", messages, { ...json, ...bearer }, { text: "", client_id: "2" });
  assert.equal(refused.status, 422);
});

test("a page of another origin reads no answer", async () => {
  const call = await pageOf(stranger);
  assert.deepEqual(await start(call, "demo-widget-token"), blocked);
  const { id, bearer } = await startedElsewhere("demo-widget-token");
  for (const [method, path, body] of widgetRoutes(id)) {
    assert.deepEqual(await call(method, path, { ...json, ...bearer }, body), blocked, path);
  }
});

test("what one workspace lists is nothing to another", async () => {
  const call = await pageOf(shop);
  assert.deepEqual(await start(call, "other-widget-token"), blocked);
  const { id, bearer } = await startedElsewhere("other-widget-token");
  for (const [method, path, body] of widgetRoutes(id)) {
    assert.deepEqual(await call(method, path, { ...json, ...bearer }, body), blocked, path);
  }
});

test("an agent's token opens nothing to a page of another origin, listed or not", async () => {
  const { id } = await startedElsewhere("demo-widget-token");
  const bearer = { authorization: `Bearer ${token}` };
  const agentsRoutes = [
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
  for (const server of [shop, stranger]) {
    const call = await pageOf(server);
    for (const [method, path, body] of agentsRoutes) {
      assert.deepEqual(await call(method, path, { ...json, ...bearer }, body), blocked, path);
    }
  }
  // Nothing was done either: the browser did not even ask where a preflight is not answered.
  const ticket = await fetch(new URL("/api/ticket/TKT-00001", url), { headers: bearer });
  assert.equal((await ticket.json()).version, 1);
  const conversation = await fetch(new URL(`/api/chat/${id}`, url), { headers: bearer });
  assert.equal((await conversation.json()).state, "open");
});

test("a body that a page may send without a preflight is refused", async () => {
  const call = await pageOf(shop);
  const { id, bearer } = await startedElsewhere("demo-widget-token");
  const start = { bot_token: "demo-widget-token", name: "Vera", email: "vera@example.com" };
  const before = await conversations();
  for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
    const headers = { "content-type": type };
    assert.deepEqual(await call("POST", "/api/chat", headers, start), blocked, type);
    const answer = await fetch(new URL("/api/chat", url), {
      method: "POST",
      headers: { ...headers, origin: shop.origin },
      body: JSON.stringify(start),
    });
    assert.ok([401, 415].includes(answer.status), `${type}: ${answer.status}`);
    for (const [method, path, body] of widgetRoutes(id).filter(([method]) => method === "POST")) {
      const { status } = await call(method, path, { ...headers, ...bearer }, body);
      assert.equal(status, 415, `${path} with ${type}`);
    }
  }
  assert.equal(await conversations(), before);
});

// What a visitor's token opens.
function widgetRoutes(id) {
  return [
    ["GET", `/api/chat/${id}/messages`],
    ["POST", `/api/chat/${id}/messages`, { text: "Hello", client_id: "1" }],
    ["POST", "/api/detect", { text: "TKT-00001", conversation_id: id }],
  ];
}

function start(call, botToken) {
  const body = { bot_token: botToken, name: "Vera", email: "vera@example.com" };
  return call("POST", "/api/chat", json, body);
}

// A conversation that no browser started, and what its visitor sends.
async function startedElsewhere(botToken) {
  const answer = await fetch(new URL("/api/chat", url), {
    method: "POST",
    headers: json,
    body: JSON.stringify({ bot_token: botToken, name: "Vera", email: "vera@example.com" }),
  });
  const { conversation_id: id, visitor_token: visitor } = await answer.json();
  return { id, bearer: { authorization: `Bearer ${visitor}` } };
}

async function conversations() {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(new URL("/api/chat", url), { headers });
  return (await answer.json()).items.length;
}

// An empty page on a port of its own, which is an origin of its own.
async function serve() {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>Shop</title>");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, close: () => server.close() };
}

// Opens a server's page. Returns what the page's script can do: ask, and see what the browser shows.
async function pageOf(server) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(server.origin);
  return (method, path, headers, body) =>
    page.evaluate(
      async ([target, options]) => {
        try {
          const answer = await fetch(target, options);
          const text = await answer.text();
          const { status } = answer;
          return { status, etag: answer.headers.get("etag"), body: text && JSON.parse(text) };
        } catch {
          return { status: "blocked" };
        }
      },
      [new URL(path, url).href, { method, headers, body: body && JSON.stringify(body) }],
    );
}
