import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeServer, problem } from "./testing/fake-server.ts";
import { openTab, pass, setVisible, type Tab, tellOtherTabs, VERA } from "./testing/visitor.ts";

let server: FakeServer;
let tabs: Tab[];

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  server = new FakeServer();
  tabs = [];
});

afterEach(() => {
  for (const { engine } of tabs) engine.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(options = {}): Tab {
  const tab = openTab(options);
  tabs.push(tab);
  tab.engine.show();
  return tab;
}

async function openChat(): Promise<Tab> {
  const tab = open();
  void tab.engine.start(VERA);
  await pass(100);
  return tab;
}

test("without a conversation there is nothing to read and nobody is asked", async () => {
  const { engine } = open();
  await pass(60_000);
  expect(engine.snapshot()).toMatchObject({ phase: "idle", person: {}, lines: [], isLoaded: true });
  expect(server.requests).toEqual([]);
});

test("a conversation is started, and both sides are heard", async () => {
  const tab = open();
  void tab.engine.start(VERA);
  expect(tab.engine.snapshot().phase).toBe("starting");
  await pass(100);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "live", person: VERA, isLoaded: true });
  tab.engine.send(" Hello\r\nthere ");
  expect(tab.shown()).toEqual(["Hello\nthere (sending)"]);
  const [{ key } = { key: "" }] = tab.lines();
  await pass(100);
  expect(tab.shown()).toEqual(["Hello\nthere"]);
  expect(tab.lines()[0]?.key).toBe(key);
  server.agentSays("Good day");
  await pass(2_100);
  expect(tab.texts()).toEqual(["Hello\nthere", "Good day"]);
  expect(tab.events.message).toEqual([
    { from: "visitor", text: "Hello\nthere" },
    { from: "agent", text: "Good day" },
  ]);
});

test("who looks on sees that the conversation is being started", async () => {
  const tab = open();
  const phases: string[] = [];
  tab.engine.subscribe(() => phases.push(tab.engine.snapshot().phase));
  await Promise.all([tab.engine.start(VERA), pass(100)]);
  expect(phases[0]).toBe("starting");
  expect(phases.at(-1)).toBe("live");
});

test("a wrong e-mail is told by its field, and another try goes through", async () => {
  const tab = open();
  await Promise.all([tab.engine.start({ name: "Vera", email: "vera" }), pass(100)]);
  expect(tab.engine.snapshot()).toMatchObject({
    phase: "idle",
    trouble: { kind: "invalid", fields: [{ name: "email", detail: "must be an e-mail" }] },
  });
  await Promise.all([tab.engine.start(VERA), pass(100)]);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "live", trouble: undefined });
});

test("whom the page names needs no form: the first message starts the conversation", async () => {
  const tab = open();
  tab.engine.identify(VERA);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "idle", person: VERA });
  tab.engine.send("Hello");
  await pass(200);
  expect(tab.shown()).toEqual(["Hello"]);
  expect(server.texts()).toEqual(["Hello"]);
});

test("a first message waits while the conversation cannot be started", async () => {
  server.weather = "offline";
  const tab = open();
  tab.engine.identify(VERA);
  tab.engine.send("Hello");
  await pass(5_000);
  expect(tab.shown()).toEqual(["Hello (waiting)"]);
  expect(tab.engine.snapshot().trouble).toEqual({ kind: "offline" });
  server.weather = "fair";
  await pass(31_000);
  expect(tab.shown()).toEqual(["Hello"]);
  expect(tab.engine.snapshot().trouble).toBeUndefined();
});

test("another name changes nothing, another e-mail is offered and taken by starting anew", async () => {
  const tab = await openChat();
  tab.engine.identify({ name: "V.", email: " VERA@example.com" });
  expect(tab.engine.snapshot()).toMatchObject({ person: VERA, other: undefined });
  const mara = { name: "Mara", email: "mara@example.com" };
  tab.engine.identify(mara);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "live", person: VERA, other: mara });
  tab.engine.startAnew();
  expect(tab.engine.snapshot()).toMatchObject({ phase: "idle", person: mara, other: undefined });
  tab.engine.send("Hello");
  await pass(200);
  expect(server.conversations.size).toBe(2);
  expect(tab.shown()).toEqual(["Hello"]);
});

test("a lost confirmation shows no message twice and sends none twice", async () => {
  const tab = await openChat();
  server.weather = "lost";
  tab.engine.send("Hello");
  tab.engine.send("Hello");
  await pass(100);
  expect(server.texts()).toEqual(["Hello"]);
  expect(tab.shown()).toEqual(["Hello (waiting)", "Hello (waiting)"]);
  server.weather = "fair";
  await pass(10_000);
  expect(server.texts()).toEqual(["Hello", "Hello"]);
  expect(tab.shown()).toEqual(["Hello", "Hello"]);
});

test("offline keeps the words, and sends them when the network is back", async () => {
  const tab = await openChat();
  server.weather = "offline";
  tab.engine.send("one");
  tab.engine.send("two");
  await pass(120_000);
  expect(tab.shown()).toEqual(["one (waiting)", "two (waiting)"]);
  expect(tab.engine.snapshot().trouble).toEqual({ kind: "offline" });
  server.weather = "fair";
  dispatchEvent(new Event("online"));
  await pass(100);
  expect(tab.shown()).toEqual(["one", "two"]);
  expect(tab.engine.snapshot().trouble).toBeUndefined();
});

test("what was not sent and not written to the end survives a reload", async () => {
  const first = await openChat();
  server.weather = "offline";
  first.engine.send("unsent");
  first.engine.setDraft("half a sen");
  await pass(100);
  first.engine.stop();
  server.weather = "fair";
  const second = open();
  expect(second.engine.snapshot()).toMatchObject({ phase: "live", draft: "half a sen", isLoaded: false });
  await pass(200);
  expect(second.shown()).toEqual(["unsent"]);
  expect(server.texts()).toEqual(["unsent"]);
});

test("a message that the server refuses fails, and can be discarded; the next one goes on", async () => {
  const tab = await openChat();
  tab.engine.send("x".repeat(2_001));
  tab.engine.send("short");
  await pass(200);
  expect(tab.lines().map(({ delivery }) => delivery)).toEqual(["sent", "failed"]);
  tab.engine.discard(tab.lines()[1]?.key ?? "");
  expect(tab.shown()).toEqual(["short"]);
});

test("a message that the server cannot manage fails in the end, and is sent by a retry", async () => {
  const tab = await openChat();
  server.weather = "broken";
  tab.engine.send("Hello");
  await pass(300);
  expect(tab.engine.snapshot().trouble).toEqual({ kind: "server" });
  await pass(180_000);
  expect(tab.shown()).toEqual(["Hello (failed)"]);
  server.weather = "fair";
  tab.engine.retry(tab.lines()[0]?.key ?? "");
  await pass(100);
  expect(tab.shown()).toEqual(["Hello"]);
});

test("too many messages wait as long as the server says", async () => {
  const tab = await openChat();
  server.next = problem(429, [], { "retry-after": "20" });
  const until = Date.now() + 20_010;
  tab.engine.send("Hello");
  await pass(50);
  expect(tab.engine.snapshot().trouble).toMatchObject({ kind: "limited" });
  tab.engine.send("again");
  dispatchEvent(new Event("focus"));
  await pass(until - Date.now() - 100);
  expect(server.count("POST", /messages/)).toBe(1);
  await pass(500);
  expect(tab.shown()).toEqual(["Hello", "again"]);
  expect(tab.engine.snapshot().trouble).toBeUndefined();
});

test("looking slows down from two to thirty seconds, and a message makes it lively again", async () => {
  await openChat();
  const reads = () => server.count("GET", /messages/);
  await pass(30_000 - reads());
  const busy = reads();
  expect(busy).toBeGreaterThanOrEqual(13);
  await pass(900_000);
  const before = reads();
  await pass(300_000);
  expect(reads() - before).toBeLessThanOrEqual(11);
  server.agentSays("Are you there?");
  await pass(31_000);
  const after = reads();
  await pass(10_000);
  expect(reads() - after).toBeGreaterThanOrEqual(4);
});

test("an unchanged conversation is answered by 304", async () => {
  await openChat();
  await pass(10_000);
  const statuses = server.requests.filter(({ method }) => method === "GET").map(({ status }) => status);
  expect(statuses[0]).toBe(200);
  expect(new Set(statuses.slice(1))).toEqual(new Set([304]));
});

test("nothing is read while it is closed or hidden, and at once when it is seen again", async () => {
  const tab = await openChat();
  const reads = () => server.count("GET", /messages/);
  tab.engine.hide();
  await pass(100);
  const before = reads();
  await pass(100_000);
  expect(reads()).toBe(before);
  tab.engine.show();
  await pass(50);
  expect(reads()).toBe(before + 1);
  setVisible(false);
  await pass(100_000);
  expect(reads()).toBe(before + 1);
  setVisible(true);
  await pass(50);
  expect(reads()).toBe(before + 2);
});

test("a machine that slept reads once when it wakes up, and misses nothing", async () => {
  const tab = await openChat();
  server.agentSays("while you slept");
  const before = server.count("GET", /messages/);
  vi.setSystemTime(Date.now() + 8 * 3_600_000);
  dispatchEvent(new Event("focus"));
  dispatchEvent(new Event("online"));
  await pass(1_000);
  expect(server.count("GET", /messages/) - before).toBeLessThanOrEqual(3);
  expect(tab.texts()).toEqual(["while you slept"]);
});

test("what is sent before the panel is closed goes out all the same", async () => {
  const tab = await openChat();
  tab.engine.send("Bye");
  tab.engine.hide();
  await pass(100);
  expect(server.texts()).toEqual(["Bye"]);
});

test("four hundred messages are read to the end, in order", async () => {
  const tab = await openChat();
  for (let n = 1; n <= 400; n += 1) server.agentSays(`${n}`);
  await pass(2_500);
  expect(tab.texts()).toEqual(Array.from({ length: 400 }, (_, at) => `${at + 1}`));
  expect(tab.memory.read().lastRead).toBe(400);
});

test("an agent's answer before ours takes its place when it is read", async () => {
  const tab = await openChat();
  await pass(60_000);
  server.agentSays("first");
  tab.engine.send("second");
  await pass(100);
  expect(tab.texts()).toEqual(["first", "second"]);
});

test("a closed conversation says so, and a message opens it again", async () => {
  const tab = await openChat();
  server.only.state = "closed";
  await pass(2_100);
  expect(tab.engine.snapshot().phase).toBe("closed");
  tab.engine.send("One more thing");
  await pass(100);
  expect(tab.engine.snapshot().phase).toBe("live");
  expect(server.only.state).toBe("open");
});

test("a token past its time is not used: the form is filled in for a new start", async () => {
  const first = await openChat();
  first.engine.stop();
  vi.setSystemTime(Date.now() + 31 * 24 * 3_600_000);
  server.requests.length = 0;
  const second = open();
  await pass(5_000);
  expect(second.engine.snapshot()).toMatchObject({ phase: "idle", person: VERA });
  expect(server.requests).toEqual([]);
});

test("a token that ends meanwhile ends the conversation, and what is unsent goes into the next one", async () => {
  const tab = await openChat();
  vi.setSystemTime(Date.now() + 31 * 24 * 3_600_000);
  await pass(31_000);
  expect(tab.engine.snapshot().phase).toBe("over");
  tab.engine.send("Hello?");
  await pass(100);
  expect(tab.shown()).toEqual(["Hello? (waiting)"]);
  tab.engine.startAnew();
  await pass(200);
  expect(tab.shown()).toEqual(["Hello?"]);
  expect(server.conversations.size).toBe(2);
});

test("a conversation that is not there any more is over", async () => {
  const tab = await openChat();
  server.conversations.clear();
  await pass(2_100);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "over", isLoaded: true });
  const asked = server.requests.length;
  await pass(60_000);
  expect(server.requests.length).toBe(asked);
});

test("a conversation whose answers may not be read any more is over in the end", async () => {
  const tab = await openChat();
  server.isOriginAllowed = false;
  await pass(10_000);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "live", trouble: { kind: "blocked" } });
  // It may be an accident of the network.
  expect(tab.warn).not.toHaveBeenCalled();
  await pass(60_000);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "over", trouble: undefined });
  expect(tab.warn.mock.calls[0]?.[0]).toContain("allowed origins");
});

test("a revoked token makes the widget quiet, with one line", async () => {
  server.tokens.clear();
  const tab = open();
  await Promise.all([tab.engine.start(VERA), pass(100)]);
  expect(tab.engine.snapshot().phase).toBe("refused");
  expect(tab.retire).toHaveBeenCalledTimes(1);
  expect(tab.warn.mock.calls).toEqual([["the bot token is not valid (any more)"]]);
  await Promise.all([tab.engine.start(VERA), pass(100)]);
  expect(server.requests.length).toBe(1);
});

test("an origin that is not allowed is told to the developer; twice, and the widget is quiet", async () => {
  server.isOriginAllowed = false;
  const tab = open();
  await Promise.all([tab.engine.start(VERA), pass(200)]);
  expect(tab.engine.snapshot()).toMatchObject({ phase: "idle", trouble: { kind: "blocked" } });
  expect(tab.retire).not.toHaveBeenCalled();
  await Promise.all([tab.engine.start(VERA), pass(200)]);
  expect(tab.engine.snapshot().phase).toBe("refused");
  expect(tab.retire).toHaveBeenCalledTimes(1);
  expect(tab.warn.mock.calls[0]?.[0]).toContain("allowed origins");
});

test("two tabs start one conversation and see the same", async () => {
  const locks = new Map<string, Promise<unknown>>();
  vi.stubGlobal("navigator", {
    onLine: true,
    locks: {
      request(name: string, _: unknown, work: () => Promise<unknown>) {
        const turn = (locks.get(name) ?? Promise.resolve()).then(work);
        locks.set(name, turn);
        return turn;
      },
    },
  });
  const [one, two] = [open(), open()];
  void one.engine.start(VERA);
  void two.engine.start(VERA);
  await pass(200);
  expect(server.conversations.size).toBe(1);
  one.engine.send("from one");
  tellOtherTabs();
  expect(two.shown()).toEqual(["from one (sending)"]);
  two.engine.send("from two");
  await pass(3_000);
  tellOtherTabs();
  await pass(100);
  expect(one.shown()).toEqual(["from one", "from two"]);
  expect(two.shown()).toEqual(["from one", "from two"]);
  expect(server.texts()).toEqual(["from one", "from two"]);
});

test("cards are read again after a while out of sight", async () => {
  const tab = await openChat();
  const card = {
    kind: "ticket" as const,
    ticket_number: "TKT-00003",
    title: "Wrong invoice",
    status: "open" as const,
    priority: "high" as const,
    category: null,
    customer_name: "Vera",
    created_at: "2026-01-12T10:31:00Z",
    next_step: "We have your ticket.",
    url: "/track-ticket?ticket=TKT-00003",
  };
  server.agentSays("TKT-00003", [card]);
  await pass(2_100);
  const [message] = server.only.messages;
  if (message) message.cards = [{ ...card, status: "resolved" }];
  tab.engine.hide();
  await pass(90_000);
  tab.engine.show();
  await pass(100);
  expect(tab.lines()[0]?.cards).toEqual([{ ...card, status: "resolved" }]);
  expect(tab.texts()).toEqual(["TKT-00003"]);
});

test("reading marks as read, for the badge and for other tabs", async () => {
  const tab = await openChat();
  tab.memory.write({ watched: { unread: 3, at: 1 } });
  server.agentSays("Hello");
  await pass(2_100);
  expect(tab.memory.read()).toMatchObject({ lastRead: 1, watched: { unread: 0 } });
  expect(tab.setUnread).toHaveBeenLastCalledWith(0);
});

test("an answer that is no answer is the server's trouble, and looking goes on", async () => {
  const tab = await openChat();
  server.next = new Response('{"messages": [{"seq": "one"}], "state": "open"}');
  await pass(2_100);
  expect(tab.engine.snapshot().trouble).toEqual({ kind: "server" });
  server.agentSays("Hello");
  await pass(5_000);
  expect(tab.texts()).toEqual(["Hello"]);
  expect(tab.engine.snapshot().trouble).toBeUndefined();
});

test("an answer that never comes is given up", async () => {
  const tab = await openChat();
  server.latency = 100_000;
  tab.engine.send("Hello");
  await pass(33_000);
  expect(tab.engine.snapshot().trouble).toEqual({ kind: "offline" });
  server.latency = 10;
  await pass(200_000);
  expect(tab.shown()).toEqual(["Hello"]);
});
