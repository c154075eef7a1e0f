import type { FieldError, Problem } from "./schema";

/** Why a request brought no answer of use. */
export type FailureKind =
  /** The browser has no network, or the server could not be reached. */
  | "offline"
  /** Nobody is signed in (any more). */
  | "signed-out"
  /** The role does not allow it. */
  | "forbidden"
  /** Not there, or another's. */
  | "not-found"
  /** Somebody changed it meanwhile. */
  | "stale"
  /** A field of the request was refused: see `fields`. */
  | "invalid"
  /** Too many tries: see `retryAfter`. */
  | "too-many"
  /** The server's own trouble; a repeat may help. */
  | "server";

const KINDS: Readonly<Record<number, FailureKind>> = {
  400: "invalid",
  401: "signed-out",
  403: "forbidden",
  404: "not-found",
  409: "invalid",
  412: "stale",
  413: "invalid",
  415: "invalid",
  422: "invalid",
  429: "too-many",
};

/** A request that failed. What a person reads is chosen by `kind`, not by `message`. */
export class Failure extends Error {
  override name = "Failure";

  constructor(
    readonly kind: FailureKind,
    /** The server's words, where it said something. */
    readonly problem: Problem | undefined = undefined,
    /** Seconds until a repeat makes sense. */
    readonly retryAfter: number | undefined = undefined,
    options?: ErrorOptions,
  ) {
    super(problem?.detail ?? kind, options);
  }

  /** Refused fields; `pointer` is a JSON pointer such as `/title`. */
  get fields(): readonly FieldError[] {
    return this.problem?.errors ?? [];
  }

  static of(response: Response, body: unknown): Failure {
    const retryAfter = Number(response.headers.get("retry-after") ?? Number.NaN);
    return new Failure(
      KINDS[response.status] ?? "server",
      isProblem(body) ? body : undefined,
      Number.isFinite(retryAfter) ? retryAfter : undefined,
    );
  }

  /** Whatever was thrown, as a failure: `fetch` throws a `TypeError` when nobody answers. */
  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    return new Failure("offline", undefined, undefined, { cause: thrown });
  }
}

/** The gateway's own answers (a 500, an unknown route) are JSON of another shape. */
function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "detail" in body && "errors" in body;
}
