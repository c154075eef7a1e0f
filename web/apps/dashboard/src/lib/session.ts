import { createApi, data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { AccessToken } from "@tkt/api/schema";
import { isFresh, isSameAgent, type Me, readToken, type Token } from "./access-token";
import { deviceStorage } from "./storage";

export type { Me } from "./access-token";

export type Session =
  /** The page has just been loaded: the cookie has not been tried. */
  | { state: "unknown" }
  | { state: "out" }
  | { state: "in"; me: Me }
  /** It ended while somebody worked. What they wrote is kept, and what they sent waits for them to sign in again. */
  | { state: "expired"; me: Me };

/**
 * Says to the next load of the page that a cookie may be there, which no script can see: `yes`, or
 * `leaving` while the server has still to be told that the agent signed out.
 */
const REMEMBERED = "tkt.signed-in";
/** A server that says nothing for so long counts as unreachable: others wait for the lock. */
const PATIENCE = 15_000;

/** A client without a token, for the routes of sign-in. */
export const publicApi = createApi((request) => fetch(request));

let session: Session = { state: "unknown" };
let token: Token | undefined;
let agent: Me | undefined;
/** The server has still to be told of a sign-out, and only this page can remember it: storage took nothing. */
let mustLeave = false;
const listeners = new Set<() => void>();

/** The other tabs of this browser: they share the cookie, so they share what happens to it. */
const tabs = new BroadcastChannel("tkt.session");
tabs.addEventListener("message", ({ data }) => {
  if (data === "out") end();
  // Whoever signed in there, this tab finds out by the cookie.
  if (data === "in" && session.state !== "unknown") renew().catch(() => undefined);
});
addEventListener("online", leave);

export function currentSession(): Session {
  return session;
}

/** The agent to whom this page belongs: who works here, or was the last who did. */
export function agentOfPage(): Me | undefined {
  return agent;
}

export function onSession(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/**
 * Signs in by what `prove` brings from the server.
 *
 * @throws {Failure} as `prove` does
 */
export async function signIn(prove: (signal: AbortSignal) => Promise<AccessToken>): Promise<void> {
  await alone(async () => take(await prove(AbortSignal.timeout(PATIENCE))));
  tabs.postMessage("in");
}

/** Ends the session in all tabs, and at the server: at once, or, when this says no, as soon as that can be reached. */
export async function signOut(): Promise<boolean> {
  mustLeave = !deviceStorage.write(REMEMBERED, "leaving");
  // A full storage may still let go: the next load must not sign in again.
  if (mustLeave) deviceStorage.remove(REMEMBERED);
  end();
  tabs.postMessage("out");
  await leave();
  return !isLeaving();
}

/**
 * Finds out, after a load of the page, whether somebody is signed in.
 *
 * @throws {Failure} when the server cannot tell
 */
export async function restore(): Promise<Session> {
  if (session.state !== "unknown") return session;
  const remembered = deviceStorage.read(REMEMBERED);
  if (remembered === "yes") await renew();
  else end();
  if (remembered === "leaving") leave();
  return session;
}

/**
 * A token for the agent who asks. When the session has ended, this waits until they have signed in
 * again.
 *
 * @throws {Failure} when they signed out, another agent works here now, or the server cannot be reached
 */
export async function tokenOf(me: Me, signal: AbortSignal): Promise<Token> {
  if (session.state === "in" && !(token && isFresh(token))) await renew();
  while (session.state === "expired") await change(signal);
  if (!token || !isSameAgent(token.me, me)) throw new Failure("signed-out");
  return token;
}

/** The server has refused this token: it is not used again. */
export function drop(refused: Token): void {
  if (token === refused) token = undefined;
}

let renewal: Promise<void> | undefined;

/** One renewal at a time: each changes the cookie that the next one needs. */
function renew(): Promise<void> {
  renewal ??= alone(exchangeCookie).finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function exchangeCookie(): Promise<void> {
  try {
    const given = await data(publicApi.POST("/sign-in/refresh", { signal: AbortSignal.timeout(PATIENCE) }));
    // Whoever signed out meanwhile, here or in another tab, takes this session to its end at the server, too.
    if (isLeaving()) end();
    else take(given);
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (failure.kind !== "signed-out") throw failure;
    token = undefined;
    if (session.state === "in") enter({ state: "expired", me: session.me });
    else if (session.state === "unknown") end();
  }
}

/**
 * Another agent than before gets a fresh page, after a sign-out too: nothing that the first one had open or
 * on its way may go on under another name. Until it is loaded, requests wait as in an ended session.
 */
function take(given: AccessToken): void {
  const next = readToken(given);
  deviceStorage.write(REMEMBERED, "yes");
  mustLeave = false;
  if (agent && !isSameAgent(agent, next.me)) {
    token = undefined;
    if ("me" in session) enter({ state: "expired", me: session.me });
    location.reload();
    return;
  }
  token = next;
  agent = next.me;
  enter({ state: "in", me: next.me });
}

function end(): void {
  token = undefined;
  enter({ state: "out" });
}

/** Tells the server of a sign-out that it does not know of yet. */
async function leave(): Promise<void> {
  if (!isLeaving()) return;
  await alone(async () => {
    // Somebody may have signed in while this waited.
    if (!isLeaving()) return;
    const { response } = await publicApi.POST("/sign-in/out", { signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok && response.status !== 401) return;
    mustLeave = false;
    deviceStorage.remove(REMEMBERED);
  }).catch(() => undefined);
}

function isLeaving(): boolean {
  return mustLeave || deviceStorage.read(REMEMBERED) === "leaving";
}

/** What touches the cookie happens one after the other, in all tabs. */
function alone<T>(act: () => Promise<T>): Promise<T> {
  return navigator.locks.request("tkt.session", act);
}

function change(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => finish(() => reject(signal.reason));
    const stop = onSession(() => finish(resolve));
    function finish(settle: () => void) {
      stop();
      signal.removeEventListener("abort", abort);
      settle();
    }
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
  });
}

function enter(next: Session): void {
  session = next;
  for (const listener of [...listeners]) listener();
}
