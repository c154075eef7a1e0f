import createClient, { type Client } from "openapi-fetch";
import { Failure } from "./failure";
import type { paths } from "./schema";

export type Api = Client<paths>;

/** A client of the API of this very origin. `fetch` may add credentials. */
export function createApi(fetch: (request: Request) => Promise<Response>): Api {
  return createClient<paths>({
    baseUrl: "/api",
    fetch,
    credentials: "same-origin",
    // Several values of a filter stand in one parameter, with commas between them.
    querySerializer: { array: { style: "form", explode: false } },
  });
}

type Reply<T> = { data?: T | undefined; error?: unknown; response: Response };

/**
 * The data of an answer.
 *
 * @throws {Failure} when nobody answered, or the answer is a refusal
 */
export async function data<T>(call: Promise<Reply<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await reply(call);
  if (!response.ok || data === undefined || data === null) throw Failure.of(response, error);
  return data;
}

/**
 * An answer that may have no body (204), or may be "not modified" (304).
 *
 * @throws {Failure} when nobody answered, or the answer is a refusal
 */
export async function answer<T>(call: Promise<Reply<T>>): Promise<Reply<T>> {
  const answered = await reply(call);
  if (!answered.response.ok && answered.response.status !== 304) {
    throw Failure.of(answered.response, answered.error);
  }
  return answered;
}

async function reply<T>(call: Promise<Reply<T>>): Promise<Reply<T>> {
  try {
    return await call;
  } catch (thrown) {
    throw Failure.from(thrown);
  }
}
