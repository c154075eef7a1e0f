import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { NOTHING } from "../shared/memory.ts";
import { FakeServer } from "./testing/fake-server.ts";
import { openTab, pass, type Tab, VERA } from "./testing/visitor.ts";

const FORM = { ...VERA, phone: "", issue: "The lamp flickers" };

let server: FakeServer;
let tab: Tab;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new FakeServer();
  tab = openTab({ userId: "u-1" });
  tab.engine.show();
});

afterEach(() => {
  tab.engine.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function raise(form = FORM) {
  const raised = tab.engine.raise(form);
  await pass(200);
  return raised;
}

test("a ticket of a conversation is linked to it, and its message is read at once", async () => {
  void tab.engine.start(VERA);
  await pass(100);
  expect(await raise()).toEqual({ kind: "raised", number: "TKT-00001" });
  const [ticket] = server.tickets.values();
  expect(ticket?.body).toEqual({
    bot_token: "token",
    issue: "The lamp flickers",
    visitor_name: "Vera",
    visitor_email: "vera@example.com",
    visitor_phone: null,
    user_id: "u-1",
    session_id: "c1",
  });
  expect(tab.texts()).toEqual(["Ticket TKT-00001"]);
  expect(tab.events.ticket).toEqual([{ number: "TKT-00001" }]);
  expect(tab.engine.ticketDraft()).toBeUndefined();
});

test("a ticket needs no conversation, and who raised it is known from then on", async () => {
  expect(await raise()).toEqual({ kind: "raised", number: "TKT-00001" });
  expect(tab.engine.snapshot()).toMatchObject({ phase: "idle", person: VERA });
});

test("a lost answer and a second sending make one ticket, over a reload too", async () => {
  server.weather = "lost";
  expect(await raise()).toEqual({ kind: "offline" });
  tab.engine.stop();
  server.weather = "fair";
  tab = openTab({ userId: "u-1" });
  expect(tab.engine.ticketDraft()).toEqual(FORM);
  // A conversation that was started meanwhile must not make it another request.
  void tab.engine.start(VERA);
  await pass(100);
  expect(await raise()).toEqual({ kind: "raised", number: "TKT-00001" });
  expect(server.tickets.size).toBe(1);
});

test("what was forgotten while a ticket was on its way stays forgotten", async () => {
  const raised = tab.engine.raise(FORM);
  tab.memory.write(NOTHING);
  await pass(200);
  expect(await raised).toEqual({ kind: "raised", number: "TKT-00001" });
  expect(tab.memory.read()).toEqual(NOTHING);
});

test("changed words are another request", async () => {
  server.weather = "lost";
  await raise();
  server.weather = "fair";
  tab.engine.setTicketDraft({ ...FORM, issue: "Two lamps flicker" });
  expect(await raise({ ...FORM, issue: "Two lamps flicker" })).toMatchObject({ kind: "raised" });
  expect(server.tickets.size).toBe(2);
});

test("refused fields are named as the form names them, and the words are kept", async () => {
  expect(await raise({ ...FORM, issue: "" })).toEqual({
    kind: "invalid",
    fields: [{ name: "issue", detail: "must not be blank" }],
  });
  expect(tab.engine.ticketDraft()).toEqual({ ...FORM, issue: "" });
});

test("a revoked token makes the widget quiet", async () => {
  server.tokens.clear();
  expect(await raise()).toEqual({ kind: "blocked" });
  expect(tab.retire).toHaveBeenCalledTimes(1);
});
