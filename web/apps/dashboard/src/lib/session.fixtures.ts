import { vi } from "vitest";

/** A token as the server makes it, but for the signature, which no browser looks at. */
export function tokenFor(email: string, expires_in = 900) {
  const claims = btoa(JSON.stringify({ email, role: "agent", workspace: "demo" })).replace(/=+$/, "");
  return { access_token: `head.${claims}.sign`, token_type: "Bearer" as const, expires_in };
}

type Reply = { status: number; body?: unknown } | "unreachable";
type Route = () => Reply | Promise<Reply>;

/** A server of a few routes, by path; each answer may be changed, and each request is kept. */
export class FakeServer {
  readonly requests: { path: string; authorization: string | null }[] = [];
  readonly routes: Record<string, Route> = {};

  constructor() {
    vi.stubGlobal("fetch", async (request: Request) => {
      const path = new URL(request.url).pathname.replace("/api", "");
      this.requests.push({ path, authorization: request.headers.get("authorization") });
      const answer = (await this.routes[path]?.()) ?? { status: 404 };
      if (answer === "unreachable") throw new TypeError("Failed to fetch");
      const { status, body } = answer;
      return new Response(body === undefined ? null : JSON.stringify(body), {
        status,
        headers: { "content-type": "application/json" },
      });
    });
  }

  /** How often a path was asked for. */
  count(path: string): number {
    return this.requests.filter((request) => request.path === path).length;
  }
}

/** One after the other, as the browser's own does it among all tabs. */
export function stubLocks(): void {
  let last: Promise<unknown> = Promise.resolve();
  vi.stubGlobal("navigator", {
    ...navigator,
    onLine: true,
    locks: {
      request<T>(_name: string, act: () => Promise<T>): Promise<T> {
        const turn = last.then(act);
        last = turn.catch(() => undefined);
        return turn;
      },
    },
  });
}
