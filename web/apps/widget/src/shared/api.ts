import type { ChatMessage } from "@tkt/api/schema";
import { type Json, toJson } from "./json.ts";
import type { Conversation } from "./memory.ts";
import { json } from "./parse.ts";
import {
  type MessagePage,
  type Refused,
  readConversation,
  readMessage,
  readMessages,
  readRefused,
  readTicketNumber,
} from "./replies.ts";

/** Why a request brought nothing. */
export type Failure =
  | { readonly kind: "offline" }
  /** The server can be reached, yet its answer may not be read: by this origin, or with this token. */
  | { readonly kind: "blocked" }
  | { readonly kind: "unauthorized" }
  | { readonly kind: "missing" }
  | { readonly kind: "limited"; readonly retryAfter: number }
  | { readonly kind: "invalid"; readonly fields: readonly Refused[] }
  | { readonly kind: "server" };

export type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure };

/** What was read, and the tag under which it may be asked for again. */
export type Read = MessagePage & { readonly etag: string | null };

export type NewTicket = {
  readonly issue: string;
  readonly visitor_name: string;
  readonly visitor_email: string;
  readonly visitor_phone: string | null;
  readonly user_id: string | null;
  readonly session_id: string | null;
};

/** The calls of the API that a visitor may make. */
export type Api = {
  start(person: { name: string; email: string }): Promise<Reply<Conversation>>;
  /** `unchanged`: the answer is the one of `etag`. */
  messages(of: Conversation, after: number, etag: string | null): Promise<Reply<Read | "unchanged">>;
  send(to: Conversation, text: string, clientId: string): Promise<Reply<ChatMessage>>;
  raise(ticket: NewTicket, key: string, of: Conversation | null): Promise<Reply<string>>;
};

/** So long may an answer take, in milliseconds: the gateway itself gives up before. */
const PATIENCE = 32_000;
/** Where the server says nothing of it: the gateway's throttle. In seconds. */
const A_WHILE = 5;
const LONGEST_PAGE = 500;

type Request = {
  readonly path: string;
  readonly body?: Json;
  readonly bearer?: string | undefined;
  readonly headers?: Record<string, string>;
};

/** The API at `origin`, for the widget of `token`. */
export function createApi(origin: string, token: string): Api {
  const ask = <T>(request: Request, read: (body: unknown, answer: Response) => T | undefined) =>
    askFor(origin, request, read);
  return {
    start({ name, email }) {
      const page = (location.origin + location.pathname).slice(0, LONGEST_PAGE);
      return ask({ path: "/chat", body: { bot_token: token, name, email, page } }, readConversation);
    },
    messages: (of, after, etag) =>
      ask<Read | "unchanged">(
        {
          path: `/chat/${encodeURIComponent(of.id)}/messages?after=${after}`,
          bearer: of.token,
          headers: etag === null ? {} : { "if-none-match": etag },
        },
        (body, answer) => {
          if (answer.status === 304) return "unchanged";
          const page = readMessages(body);
          return page && { ...page, etag: answer.headers.get("etag") };
        },
      ),
    send: (to, text, clientId) =>
      ask(
        {
          path: `/chat/${encodeURIComponent(to.id)}/messages`,
          bearer: to.token,
          body: { text, client_id: clientId },
        },
        readMessage,
      ),
    raise: (ticket, key, of) =>
      ask(
        {
          path: "/tickets/create",
          bearer: of?.token,
          headers: { "idempotency-key": key },
          body: { bot_token: token, ...ticket },
        },
        readTicketNumber,
      ),
  };
}

async function askFor<T>(
  origin: string,
  request: Request,
  read: (body: unknown, answer: Response) => T | undefined,
): Promise<Reply<T>> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const answer = await fetch(`${origin}/api${request.path}`, {
      method: request.body === undefined ? "GET" : "POST",
      headers: headersOf(request),
      body: request.body === undefined ? null : toJson(request.body),
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: patience.signal,
    });
    const body = json(await answer.text());
    const value = answer.ok || answer.status === 304 ? read(body, answer) : undefined;
    return value === undefined ? failed(failureOf(answer, body)) : { ok: true, value };
  } catch (thrown) {
    const isRefused = thrown instanceof TypeError && (await isReachable(origin));
    return failed({ kind: isRefused ? "blocked" : "offline" });
  } finally {
    clearTimeout(timer);
  }
}

function headersOf(request: Request): Record<string, string> {
  return {
    ...request.headers,
    ...(request.body === undefined ? {} : { "content-type": "application/json" }),
    ...(request.bearer === undefined ? {} : { authorization: `Bearer ${request.bearer}` }),
  };
}

function failureOf(answer: Response, body: unknown): Failure {
  switch (answer.status) {
    case 401:
    case 403:
      return { kind: "unauthorized" };
    case 404:
      return { kind: "missing" };
    case 429:
      return { kind: "limited", retryAfter: Number(answer.headers.get("retry-after")) || A_WHILE };
    case 400:
    case 413:
    case 415:
    case 422:
      return { kind: "invalid", fields: readRefused(body) };
    default:
      return { kind: "server" };
  }
}

function failed(failure: Failure): Reply<never> {
  return { ok: false, failure };
}

/**
 * Browsers tell a page no difference between no network and an answer that it may not read. Every page may fetch the
 * script, so where that comes, it was the latter.
 */
async function isReachable(origin: string): Promise<boolean> {
  if (origin === location.origin || navigator.onLine === false) return false;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 5_000);
  try {
    const url = `${origin}/widget.js`;
    await fetch(url, { method: "HEAD", mode: "no-cors", cache: "no-store", signal: patience.signal });
    return true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
