import type { ChatMessage } from "@tkt/api/schema";
import type { Api, Failure } from "../shared/api.ts";
import type { Bridge } from "../shared/bridge.ts";
import type { Memory } from "../shared/memory.ts";
import { isOver, type Room } from "./room.ts";
import type { Trouble } from "./types.ts";

/** What the engine needs of the bridge. */
export type EngineBridge = Pick<Bridge, "options" | "memory" | "emit" | "setUnread" | "warn" | "retire">;

/** What the engine lends the parts that read and send. */
export type Context = {
  readonly api: Api;
  readonly memory: Memory;
  /** The conversation, over or not. */
  room(): Room | undefined;
  /** Whether the visitor looks at it. */
  isWatched(): boolean;
  /** Starts a conversation where the visitor is known: the failure, if it does not come about. */
  begin(): Promise<Failure | undefined>;
  /** Enters the conversation that is kept. */
  follow(): void;
  /** Takes messages in, however they came. */
  take(room: Room, messages: readonly ChatMessage[]): void;
  /** The conversation cannot be gone on with. */
  end(room: Room): void;
  warn(line: string): void;
  changed(): void;
};

/** The conversation, unless it is over. */
export function running(context: Context): Room | undefined {
  const room = context.room();
  return room === undefined || isOver(room) ? undefined : room;
}

/** What a failure means to the visitor. */
export function troubleOf(failure: Failure): Trouble {
  switch (failure.kind) {
    case "limited":
      return { kind: "limited", until: Date.now() + failure.retryAfter * 1_000 };
    case "unauthorized":
      return { kind: "blocked" };
    case "missing":
      return { kind: "server" };
    default:
      return failure;
  }
}

/** Browsers do not say why; this is what a developer can look for. */
export const BLOCKED =
  "the answers of the server may not be read here: is this page's origin among the allowed origins, and is the bot token right?";
