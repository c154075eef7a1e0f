import type { Failure } from "../shared/api.ts";
import { alone } from "../shared/locks.ts";
import { BLOCKED, type Context, type EngineBridge, troubleOf } from "./context.ts";
import type { Person, Trouble } from "./types.ts";

/** Starts conversations, one for all tabs. */
export type Starter = {
  /** Nothing happens where nobody is known, or where there is one already. */
  begin(person: Person | undefined): Promise<Failure | undefined>;
  isBusy(): boolean;
  /** The widget's token does not count. */
  isRefused(): boolean;
  trouble(): Trouble | undefined;
  reset(): void;
};

export function createStarter(context: Context, bridge: Pick<EngineBridge, "retire" | "emit">): Starter {
  const { memory, api } = context;
  let busy: Promise<Failure | undefined> | undefined;
  let trouble: Trouble | undefined;
  let isRefused = false;
  let blocked = 0;

  async function start(person: Person): Promise<Failure | undefined> {
    // Another tab may have started one while this one waited for its turn.
    if (memory.read().conversation !== null) return undefined;
    const reply = await api.start(person);
    if (!reply.ok) return fail(reply.failure);
    blocked = 0;
    const unsent = memory.read().unsent.map((item) => ({ ...item, after: 0 }));
    memory.write({ conversation: reply.value, person, unsent, lastRead: 0, watched: { unread: 0, at: 0 } });
    return undefined;
  }

  function fail(failure: Failure): Failure {
    trouble = troubleOf(failure);
    blocked = failure.kind === "blocked" ? blocked + 1 : 0;
    if (failure.kind === "blocked") context.warn(BLOCKED);
    if (failure.kind === "unauthorized") context.warn("the bot token is not valid (any more)");
    bridge.emit("error", { kind: failure.kind, words: "the conversation could not be started" });
    // Once may be an accident of the network: the server could be reached a moment later.
    if (failure.kind === "unauthorized" || blocked > 1) {
      isRefused = true;
      bridge.retire();
    }
    return failure;
  }

  async function begin(person: Person): Promise<Failure | undefined> {
    const failure = await alone(`${memory.key}:start`, () => start(person));
    busy = undefined;
    context.follow();
    return failure;
  }

  return {
    async begin(person) {
      if (person === undefined || isRefused || context.room() !== undefined) return undefined;
      if (busy === undefined) {
        trouble = undefined;
        busy = begin(person);
        context.changed();
      }
      return busy;
    },
    isBusy: () => busy !== undefined,
    isRefused: () => isRefused,
    trouble: () => (context.room() === undefined ? trouble : undefined),
    reset() {
      trouble = undefined;
    },
  };
}
