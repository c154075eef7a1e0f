import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeServer, stubLocks, tokenFor } from "./session.fixtures";

const NORA = "nora@example.com";
const OTTO = "otto@example.com";
const REFRESH = "/sign-in/refresh";
const OUT = "/sign-in/out";
const REFUSED = { status: 401, body: { detail: "no", errors: [] } };

let server: FakeServer;

beforeEach(() => {
  vi.resetModules();
  stubLocks();
  server = new FakeServer();
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA) });
  server.routes[OUT] = () => ({ status: 204 });
  server.routes["/workspace"] = () => ({ status: 200, body: { name: "Demo Shop" } });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page right after it was loaded. */
async function load() {
  return {
    ...(await import("./session")),
    ...(await import("./api")),
    ...(await import("@tkt/api/client")),
  };
}

async function loadSignedIn() {
  localStorage.setItem("tkt.signed-in", "yes");
  const page = await load();
  await page.restore();
  return page;
}

test("whoever never signed in here is out, and the server is not asked", async () => {
  const { restore } = await load();
  expect(await restore()).toEqual({ state: "out" });
  expect(server.requests).toEqual([]);
});

test("a load of the page signs in by the cookie", async () => {
  const { currentSession } = await loadSignedIn();
  expect(currentSession()).toEqual({
    state: "in",
    me: { email: NORA, role: "agent", workspace: "demo" },
  });
});

test("a load of the page while the server cannot be reached fails, and the next try may succeed", async () => {
  localStorage.setItem("tkt.signed-in", "yes");
  const { restore } = await load();
  server.routes[REFRESH] = () => "unreachable";
  await expect(restore()).rejects.toMatchObject({ kind: "offline" });
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA) });
  expect(await restore()).toMatchObject({ state: "in" });
});

test("requests at the same time renew the session once", async () => {
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA, 10) });
  const { api } = await loadSignedIn();
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA) });
  await Promise.all([api.GET("/workspace"), api.GET("/workspace"), api.GET("/workspace")]);
  expect(server.count(REFRESH)).toBe(2);
});

test.each([
  { left: 31, renewals: 1, because: "it lasts longer than the margin" },
  { left: 29, renewals: 2, because: "it might end on its way" },
])(
  "a token with $left seconds left is renewed $renewals times, since $because",
  async ({ left, renewals }) => {
    server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA, left) });
    const { api } = await loadSignedIn();
    await api.GET("/workspace");
    expect(server.count(REFRESH)).toBe(renewals);
  },
);

test("a request of an ended session waits and goes on after the same agent has signed in", async () => {
  const { api, currentSession, data, signIn } = await loadSignedIn();
  const tokens = [REFUSED, { status: 200, body: { name: "Demo Shop" } }];
  server.routes["/workspace"] = () => tokens.shift() ?? { status: 500 };
  server.routes[REFRESH] = () => REFUSED;
  const answer = data(api.GET("/workspace"));
  await vi.waitFor(() => expect(currentSession().state).toBe("expired"));
  expect(server.count("/workspace")).toBe(1);
  await signIn(async () => tokenFor(NORA));
  expect(await answer).toEqual({ name: "Demo Shop" });
});

test("a request of an ended session is never sent for another agent, who gets a fresh page", async () => {
  const reload = vi.spyOn(location, "reload").mockReturnValue(undefined);
  const { api, currentSession, signIn } = await loadSignedIn();
  server.routes["/workspace"] = () => REFUSED;
  server.routes[REFRESH] = () => REFUSED;
  api.GET("/workspace").catch(() => undefined);
  await vi.waitFor(() => expect(currentSession().state).toBe("expired"));
  await signIn(async () => tokenFor(OTTO));
  expect(reload).toHaveBeenCalledOnce();
  await new Promise(setImmediate);
  expect(server.count("/workspace")).toBe(1);
});

test("a renewal that brings another agent's token, whom another tab let in, sends nothing and loads the page anew", async () => {
  const reload = vi.spyOn(location, "reload").mockReturnValue(undefined);
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA, 10) });
  const { api } = await loadSignedIn();
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(OTTO) });
  api.GET("/workspace").catch(() => undefined);
  await vi.waitFor(() => expect(reload).toHaveBeenCalled());
  await new Promise(setImmediate);
  expect(server.count("/workspace")).toBe(0);
});

test("a request that waits fails when its agent signs out, whoever signs in then", async () => {
  vi.spyOn(location, "reload").mockReturnValue(undefined);
  const { api, currentSession, data, signIn, signOut } = await loadSignedIn();
  server.routes["/workspace"] = () => REFUSED;
  server.routes[REFRESH] = () => REFUSED;
  const answer = data(api.GET("/workspace"));
  const failed = expect(answer).rejects.toMatchObject({ kind: "signed-out" });
  await vi.waitFor(() => expect(currentSession().state).toBe("expired"));
  await signOut();
  await signIn(async () => tokenFor(OTTO));
  await failed;
  expect(server.count("/workspace")).toBe(1);
});

test("a request that waits ends when nobody wants its answer any more", async () => {
  const { api, currentSession } = await loadSignedIn();
  server.routes["/workspace"] = () => REFUSED;
  server.routes[REFRESH] = () => REFUSED;
  const abort = new AbortController();
  const answer = api.GET("/workspace", { signal: abort.signal });
  const failed = expect(answer).rejects.toMatchObject({ name: "AbortError" });
  await vi.waitFor(() => expect(currentSession().state).toBe("expired"));
  abort.abort();
  await failed;
});

test("a renewal that cannot reach the server fails the request and leaves the session as it is", async () => {
  server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA, 10) });
  const { api, currentSession, data } = await loadSignedIn();
  server.routes[REFRESH] = () => "unreachable";
  await expect(data(api.GET("/workspace"))).rejects.toMatchObject({ kind: "offline" });
  server.routes[REFRESH] = () => ({ status: 503 });
  await expect(data(api.GET("/workspace"))).rejects.toMatchObject({ kind: "server" });
  expect(currentSession().state).toBe("in");
});

test("a sign-out that the server did not hear of is told to it at the next load", async () => {
  const { signOut, currentSession } = await loadSignedIn();
  server.routes[OUT] = () => "unreachable";
  expect(await signOut()).toBe(false);
  expect(currentSession().state).toBe("out");

  vi.resetModules();
  const next = await load();
  server.routes[OUT] = () => ({ status: 204 });
  expect(await next.restore()).toEqual({ state: "out" });
  await vi.waitFor(() => expect(localStorage.getItem("tkt.signed-in")).toBeNull());
  expect(server.count(REFRESH)).toBe(1);
});

test("what happens in one tab happens in the others", async () => {
  const first = await loadSignedIn();
  vi.resetModules();
  const second = await loadSignedIn();
  await first.signOut();
  await vi.waitFor(() => expect(second.currentSession().state).toBe("out"));
  await first.signIn(async () => tokenFor(NORA));
  await vi.waitFor(() => expect(second.currentSession().state).toBe("in"));
});

test.each(["the same tab", "another tab"])(
  "a sign-out in %s, while the session is being renewed, is one for good",
  async (where) => {
    server.routes[REFRESH] = () => ({ status: 200, body: tokenFor(NORA, 10) });
    const busy = await loadSignedIn();
    vi.resetModules();
    const other = await loadSignedIn();
    let answer = () => {};
    server.routes[REFRESH] = () =>
      new Promise((resolve) => {
        answer = () => resolve({ status: 200, body: tokenFor(NORA) });
      });
    const request = expect(busy.data(busy.api.GET("/workspace"))).rejects.toMatchObject({
      kind: "signed-out",
    });
    await vi.waitFor(() => expect(server.count(REFRESH)).toBe(3));
    const leaving = (where === "the same tab" ? busy : other).signOut();
    answer();
    expect(await leaving).toBe(true);
    await request;
    expect(server.count(OUT)).toBe(1);
    expect(busy.currentSession().state).toBe("out");
    await vi.waitFor(() => expect(other.currentSession().state).toBe("out"));
    expect(localStorage.getItem("tkt.signed-in")).toBeNull();
  },
);

test("another agent than the one who signed out here gets a fresh page", async () => {
  const reload = vi.spyOn(location, "reload").mockReturnValue(undefined);
  const { currentSession, signIn, signOut } = await loadSignedIn();
  await signOut();
  await signIn(async () => tokenFor(NORA));
  expect(reload).not.toHaveBeenCalled();
  await signOut();
  await signIn(async () => tokenFor(OTTO));
  expect(reload).toHaveBeenCalledOnce();
  expect(currentSession().state).toBe("out");
});

test("what is confirmed after its agent has signed out is no draft any more", async () => {
  const { signOut } = await loadSignedIn();
  const { readDraft, writeDraft } = await import("./drafts");
  writeDraft(NORA, "outbox.one", "On its way");
  await signOut();
  expect(readDraft(NORA, "outbox.one")).toBe("On its way");
  writeDraft(NORA, "outbox.one", "");
  expect(localStorage).toHaveLength(0);
});

test.each(["full", "switched off"])("a sign-out is one for good where storage is %s", async (trouble) => {
  const { currentSession, signOut } = await loadSignedIn();
  const stored = localStorage;
  const refuse = () => {
    throw new DOMException("no");
  };
  vi.stubGlobal("localStorage", {
    setItem: refuse,
    getItem: trouble === "full" ? (key: string) => stored.getItem(key) : refuse,
    removeItem: trouble === "full" ? (key: string) => stored.removeItem(key) : refuse,
  });
  server.routes[OUT] = () => "unreachable";
  expect(await signOut()).toBe(false);
  expect(currentSession().state).toBe("out");
  server.routes[OUT] = () => ({ status: 204 });
  dispatchEvent(new Event("online"));
  await vi.waitFor(() => expect(server.count(OUT)).toBe(2));
  if (trouble === "full") expect(stored.getItem("tkt.signed-in")).toBeNull();
});

test("a sign-in that hears nothing from the server is given up, since others wait for their turn", async () => {
  const { api, data, signIn } = await loadSignedIn();
  const patience = new AbortController();
  const timeout = vi.spyOn(AbortSignal, "timeout").mockReturnValue(patience.signal);
  const hanging = signIn(
    (signal) => new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason))),
  );
  await vi.waitFor(() => expect(timeout).toHaveBeenCalledOnce());
  patience.abort("enough");
  await expect(hanging).rejects.toBe("enough");
  expect(await data(api.GET("/workspace"))).toEqual({ name: "Demo Shop" });
});
