import type { Failure, Read } from "../shared/api.ts";
import { createLoop } from "../shared/loop.ts";
import { backOff, paceAfter } from "../shared/pace.ts";
import { BLOCKED, type Context, running, troubleOf } from "./context.ts";
import type { Room } from "./room.ts";
import type { Trouble } from "./types.ts";

/** The most messages that an answer holds. */
const PAGE = 100;
/** After so many answers in a row that may not be read, no more is asked for; fewer may be accidents of the network. */
const BLOCKED_FOR_GOOD = 5;

/** Reads what is said while the visitor looks. */
export type Reader = {
  /** Looks now, and often from now on. */
  kick(): void;
  /** Something happens: looks more often. */
  wake(): void;
  trouble(): Trouble | undefined;
  stop(): void;
};

export function createReader(context: Context): Reader {
  let trouble: Trouble | undefined;
  let failures = 0;
  let blocked = 0;
  let lively = Date.now();
  let asked = 0;

  const loop = createLoop(async () => {
    const room = running(context);
    // Its time may have come meanwhile, which shows.
    if (room === undefined) context.changed();
    if (room === undefined || !context.isWatched()) return undefined;
    asked = Date.now();
    const after = room.again ?? room.log.cursor();
    const etag = room.etag?.after === after ? room.etag.tag : null;
    const reply = await context.api.messages(room.conversation, after, etag);
    if (context.room() !== room) return 0;
    if (!reply.ok) return fail(room, reply.failure);
    [trouble, failures, blocked] = [undefined, 0, 0];
    const isMore = reply.value !== "unchanged" && take(room, reply.value, after);
    context.changed();
    return isMore ? 0 : paceAfter(Date.now() - lively);
  });

  /** Whether there is more behind it. */
  function take(room: Room, page: Read, after: number): boolean {
    const last = page.messages.at(-1);
    const isMore = page.messages.length >= PAGE && last !== undefined && last.seq > after;
    room.etag = { after, tag: page.etag };
    room.state = page.state;
    if (room.again !== undefined) room.again = isMore ? last.seq : undefined;
    context.take(room, page.messages);
    if (!isMore) room.isLoaded = true;
    return isMore;
  }

  function fail(room: Room, failure: Failure): number | undefined {
    failures += 1;
    blocked = failure.kind === "blocked" ? blocked + 1 : 0;
    if (failure.kind === "limited") return failure.retryAfter * 1_000;
    trouble = troubleOf(failure);
    if (blocked >= BLOCKED_FOR_GOOD) context.warn(BLOCKED);
    if (blocked >= BLOCKED_FOR_GOOD || failure.kind === "unauthorized" || failure.kind === "missing") {
      trouble = undefined;
      context.end(room);
      return undefined;
    }
    context.changed();
    return backOff(failures);
  }

  return {
    kick() {
      lively = Date.now();
      loop.kick();
    },
    wake() {
      lively = Date.now();
      if (failures === 0 && lively - asked > paceAfter(0)) loop.kick();
    },
    trouble: () => trouble,
    stop: loop.stop,
  };
}
