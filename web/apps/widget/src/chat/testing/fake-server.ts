import type { Card, ChatMessage } from "@tkt/api/schema";
import { vi } from "vitest";

type Kept = {
  messages: ChatMessage[];
  clientIds: Map<string, number>;
  state: "open" | "closed";
  token: string;
};
/** `lost`: it is done, and the answer gets lost. */
type Weather = "fair" | "offline" | "lost" | "broken";

const A_MONTH = 30 * 24 * 3_600_000;

/** The chat's routes as the contract has them, in memory, in the place of `fetch`. */
export class FakeServer {
  weather: Weather = "fair";
  /** Answers this next, once. */
  next: Response | undefined;
  latency = 10;
  tokens = new Set(["token"]);
  /** Reads and writes without a list of allowed origins fail as browsers let them fail. */
  isOriginAllowed = true;
  readonly conversations = new Map<string, Kept>();
  readonly tickets = new Map<string, { number: string; body: unknown }>();
  readonly requests: { method: string; path: string; status: number; body: unknown }[] = [];

  constructor() {
    vi.stubGlobal("fetch", (url: string, init: RequestInit) => this.#fetch(url, init));
  }

  /** The only conversation. */
  get only(): Kept {
    const [first, ...others] = this.conversations.values();
    if (first === undefined || others.length > 0) throw new Error(`${others.length + 1} conversations`);
    return first;
  }

  agentSays(text: string, cards: Card[] = [], to = this.only): void {
    this.#append(to, { from: "agent", name: "Lamps & Co", text, cards });
  }

  texts(): string[] {
    return this.only.messages.map(({ text }) => text);
  }

  count(method: string, path: RegExp): number {
    return this.requests.filter((request) => request.method === method && path.test(request.path)).length;
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url);
    await this.#wait(init.signal ?? undefined);
    const isProbe = pathname === "/widget.js";
    if (this.weather === "offline" || (this.weather === "lost" && isProbe))
      throw new TypeError("Failed to fetch");
    if (isProbe) return new Response("");
    const method = init.method ?? "GET";
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : undefined;
    const headers = new Headers(init.headers);
    const answer = this.next ?? this.#route(method, pathname, searchParams, Object(body), headers);
    this.next = undefined;
    this.requests.push({
      method,
      path: pathname + (searchParams.size > 0 ? `?${searchParams}` : ""),
      status: answer.status,
      body,
    });
    await this.#wait(init.signal ?? undefined);
    // The weather may have changed while the answer was on its way.
    const isLost = this.weather !== "fair" && this.weather !== "broken";
    if (isLost || !this.isOriginAllowed) throw new TypeError("Failed to fetch");
    return answer;
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      setTimeout(resolve, this.latency);
      signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
    });
  }

  #route(
    method: string,
    path: string,
    query: URLSearchParams,
    body: Record<string, unknown>,
    headers: Headers,
  ): Response {
    if (this.weather === "broken") return problem(500);
    if (path === "/api/chat") return this.#start(body);
    if (path === "/api/tickets/create") return this.#raise(body, headers);
    const id = path.split("/")[3] ?? "";
    const room = this.conversations.get(id);
    if (headers.get("authorization") !== `Bearer ${room?.token}` || room === undefined) return problem(401);
    if (method === "POST") return this.#send(room, body);
    return messages(room, Number(query.get("after")), headers.get("if-none-match"));
  }

  #start(body: Record<string, unknown>): Response {
    if (!this.tokens.has(`${body.bot_token}`)) return problem(401);
    if (!`${body.email}`.includes("@"))
      return problem(422, [{ pointer: "/email", detail: "must be an e-mail" }]);
    const id = `c${this.conversations.size + 1}`;
    this.conversations.set(id, { messages: [], clientIds: new Map(), state: "open", token: `v-${id}` });
    const expires_at = new Date(Date.now() + A_MONTH).toISOString();
    return reply(201, { conversation_id: id, visitor_token: `v-${id}`, expires_at });
  }

  #send(room: Kept, body: Record<string, unknown>): Response {
    const [text, clientId] = [`${body.text}`, `${body.client_id}`];
    if ([...text].length > 2_000) return problem(422, [{ pointer: "/text", detail: "too long" }]);
    const earlier = room.messages.find(({ seq }) => seq === room.clientIds.get(clientId));
    if (earlier !== undefined) return reply(201, earlier);
    room.state = "open";
    const intent = /support ticket/i.test(text) ? "raise_ticket" : null;
    const message = this.#append(room, { from: "visitor", name: "Vera", text, intent });
    room.clientIds.set(clientId, message.seq);
    return reply(201, message);
  }

  #raise(body: Record<string, unknown>, headers: Headers): Response {
    if (!this.tokens.has(`${body.bot_token}`)) return problem(401);
    if (body.issue === "") return problem(422, [{ pointer: "/issue", detail: "must not be blank" }]);
    const key = headers.get("idempotency-key") ?? "";
    const kept = this.tickets.get(key);
    if (kept !== undefined && JSON.stringify(kept.body) !== JSON.stringify(body)) return problem(422);
    const number = kept?.number ?? `TKT-0000${this.tickets.size + 1}`;
    this.tickets.set(key, { number, body });
    const room = this.conversations.get(`${body.session_id}`);
    const isVisitor = headers.get("authorization") === `Bearer ${room?.token}`;
    if (room && isVisitor && !kept)
      this.#append(room, { from: "system", name: "", text: `Ticket ${number}` });
    return reply(201, { ticket_id: number, status: "open" });
  }

  #append(
    room: Kept,
    message: Pick<ChatMessage, "from" | "name" | "text"> & Partial<ChatMessage>,
  ): ChatMessage {
    const seq = room.messages.length + 1;
    const whole = { cards: [], intent: null, ...message, seq, at: new Date().toISOString() };
    room.messages.push(whole);
    return whole;
  }
}

function messages(room: Kept, after: number, ifNoneMatch: string | null): Response {
  const page = room.messages.filter(({ seq }) => seq > after).slice(0, 100);
  const body = { messages: page, state: room.state };
  const etag = `"${JSON.stringify(body).length}-${room.state}-${page.length}"`;
  if (etag === ifNoneMatch) return new Response(null, { status: 304, headers: { etag } });
  return reply(200, body, { etag });
}

export function problem(
  status: number,
  errors: unknown[] = [],
  headers: Record<string, string> = {},
): Response {
  return reply(status, { detail: "no", errors }, headers);
}

function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers });
}
