import { Failure } from "@tkt/api/failure";
import { currentSession, drop, tokenOf } from "./session";

/**
 * `fetch` with the agent's token. When the session has ended, the request waits until its agent has
 * signed in again, so nothing that was sent is lost; for anybody else it is never sent.
 *
 * @throws {Failure} when nobody is signed in, or its agent leaves while it waits
 */
export async function authorizedFetch(request: Request): Promise<Response> {
  const session = currentSession();
  if (!("me" in session)) throw new Failure("signed-out");
  const again = request.clone();
  const token = await tokenOf(session.me, request.signal);
  const response = await fetch(withToken(request, token.value));
  if (response.status !== 401) return response;
  drop(token);
  const next = await tokenOf(session.me, request.signal);
  return fetch(withToken(again, next.value));
}

function withToken(request: Request, value: string): Request {
  request.headers.set("authorization", `Bearer ${value}`);
  return request;
}
