import type { Conversation } from "../shared/memory.ts";
import { createLog, type Log } from "./log.ts";

/** A conversation, as far as this page knows it. */
export type Room = {
  readonly conversation: Conversation;
  readonly log: Log;
  /** Messages of this page, by their number, with the name that they were sent under. */
  readonly own: Map<number, string>;
  state: "open" | "closed";
  /** All was read once. */
  isLoaded: boolean;
  /** It cannot be gone on with: too old, or not there any more. */
  isOver: boolean;
  /** The last answer's tag, and what was asked for. */
  etag: { readonly after: number; readonly tag: string | null } | undefined;
  /** All is being read again, and this far it got. */
  again: number | undefined;
};

export function enter(conversation: Conversation): Room {
  return {
    conversation,
    log: createLog(),
    own: new Map(),
    state: "open",
    isLoaded: false,
    isOver: false,
    etag: undefined,
    again: undefined,
  };
}

export function isOver(room: Room): boolean {
  return room.isOver || room.conversation.expiresAt <= Date.now();
}
