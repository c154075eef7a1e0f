import type { FailureKind } from "@tkt/api/failure";
import type { ChatMessage } from "@tkt/api/schema";
import { z } from "zod/mini";

/** A message that the server has not confirmed yet. */
export type Outgoing = {
  /** By which the server knows it again, however often it is sent. */
  client_id: string;
  text: string;
  at: string;
  /** The last message that was known when it was written. */
  after: number;
  /** Why it was not sent; it waits to be told to try again. */
  failure?: { kind: FailureKind; until: number; detail?: string };
};

const KINDS = [
  "offline",
  "signed-out",
  "forbidden",
  "not-found",
  "stale",
  "invalid",
  "too-many",
  "server",
] as const satisfies readonly FailureKind[];

const schema = z.array(
  z.object({
    client_id: z.string(),
    text: z.string(),
    at: z.string(),
    after: z.number(),
    failure: z.optional(z.object({ kind: z.enum(KINDS), until: z.number(), detail: z.optional(z.string()) })),
  }),
);

/** What was kept over a reload. What cannot be read is nothing. */
export function parseOutbox(kept: string): Outgoing[] {
  if (kept === "") return [];
  try {
    return schema.parse(JSON.parse(kept)).map(({ failure, ...message }) => ({
      ...message,
      ...(failure && {
        failure: {
          kind: failure.kind,
          until: failure.until,
          ...(failure.detail !== undefined && { detail: failure.detail }),
        },
      }),
    }));
  } catch {
    return [];
  }
}

export function writeOutbox(messages: readonly Outgoing[]): string {
  return messages.length === 0 ? "" : JSON.stringify(messages);
}

/**
 * Those that do not stand among the messages yet. One may be read there before the answer to its
 * sending has come, and must not be seen twice.
 */
export function notYetThere(
  outbox: readonly Outgoing[],
  messages: readonly ChatMessage[],
  me: string,
): Outgoing[] {
  const mine = messages.filter(({ from, name }) => from === "agent" && name === me);
  const taken = new Set<number>();
  return outbox.filter(({ text, after }) => {
    const same = mine.find(
      (message) => message.seq > after && message.text === text && !taken.has(message.seq),
    );
    if (same) taken.add(same.seq);
    return same === undefined;
  });
}
