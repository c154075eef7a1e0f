import type { Identity } from "../shared/bridge.ts";
import type { Remembered } from "../shared/memory.ts";
import { linesOf } from "./lines.ts";
import type { Outbox } from "./outbox.ts";
import type { Reader } from "./reader.ts";
import { isOver, type Room } from "./room.ts";
import type { Starter } from "./starter.ts";
import type { Person, Phase, Snapshot, Trouble } from "./types.ts";

/** What a snapshot is made of. */
export type Parts = {
  readonly room: Room | undefined;
  readonly kept: Remembered;
  readonly identity: Identity;
  readonly starter: Starter;
  readonly outbox: Outbox;
  readonly reader: Reader;
};

export function compose(parts: Parts): Snapshot {
  const { room, kept, identity } = parts;
  const person = room === undefined ? { ...kept.person, ...identity } : (kept.person ?? {});
  const [phase, trouble] = [phaseOf(parts), troubleOf(parts)];
  const onTheWay = {
    unsent: kept.unsent,
    sending: parts.outbox.sending(),
    isHindered: trouble !== undefined || phase === "over",
  };
  return {
    phase,
    person,
    lines: linesOf(room, onTheWay, person.name ?? ""),
    isLoaded: room === undefined || room.isLoaded || isOver(room),
    trouble,
    draft: kept.draft,
    other: room !== undefined && isOther(person, identity) ? identity : undefined,
  };
}

function phaseOf({ room, starter }: Parts): Phase {
  if (starter.isRefused()) return "refused";
  if (room === undefined) return starter.isBusy() ? "starting" : "idle";
  if (isOver(room)) return "over";
  return room.state === "closed" ? "closed" : "live";
}

/** What keeps words from going out matters most. */
function troubleOf({ outbox, starter, reader }: Parts): Trouble | undefined {
  if (navigator.onLine === false) return { kind: "offline" };
  return outbox.trouble() ?? starter.trouble() ?? reader.trouble();
}

function isOther(person: Partial<Person>, identity: Identity): boolean {
  const plain = (email: string) => email.trim().toLowerCase();
  return identity.email !== undefined && plain(identity.email) !== plain(person.email ?? "");
}
