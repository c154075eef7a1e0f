import type { ChatMessage } from "@tkt/api/schema";
import type { Failure } from "../shared/api.ts";
import { newId } from "../shared/id.ts";
import { alone } from "../shared/locks.ts";
import { createLoop } from "../shared/loop.ts";
import type { Unsent } from "../shared/memory.ts";
import { backOff } from "../shared/pace.ts";
import { type Context, running, troubleOf } from "./context.ts";
import type { Room } from "./room.ts";
import type { Trouble } from "./types.ts";

/** So often a message is tried that the server cannot manage; then it waits for the visitor. */
const TRIES = 6;

/** Sends what the visitor writes, one after the other, each until it is confirmed. */
export type Outbox = {
  add(text: string): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  kick(): void;
  /** The one that is being sent just now. */
  sending(): string | undefined;
  trouble(): Trouble | undefined;
  stop(): void;
};

export function createOutbox(context: Context): Outbox {
  return new KeptOutbox(context);
}

/** What is unsent is in the memory: another tab may send it, and another page after this one. */
class KeptOutbox implements Outbox {
  readonly #context: Context;
  readonly #loop = createLoop(() => this.#work());
  #sending: string | undefined;
  #trouble: Trouble | undefined;
  #failures = 0;
  /** The server wants to hear nothing earlier. */
  #notBefore = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  add(text: string): void {
    const after = this.#context.room()?.log.cursor() ?? 0;
    const item = { clientId: newId(), text, at: Date.now(), after, refused: false };
    this.#context.memory.write({ unsent: [...this.#unsent(), item], draft: "" });
    // Otherwise its turn comes when the one before it is tried again.
    if (this.#failures === 0) this.kick();
  }

  retry(clientId: string): void {
    this.#mark(clientId, false);
    this.kick();
  }

  discard(clientId: string): void {
    this.#context.memory.write({ unsent: this.#unsent().filter((item) => item.clientId !== clientId) });
  }

  kick(): void {
    this.#loop.kick();
  }

  sending(): string | undefined {
    return this.#sending;
  }

  trouble(): Trouble | undefined {
    return this.#next() === undefined ? undefined : this.#trouble;
  }

  stop(): void {
    this.#loop.stop();
  }

  async #work(): Promise<number | undefined> {
    if (this.#next() === undefined) return undefined;
    if (this.#notBefore > Date.now()) return this.#notBefore - Date.now();
    if (this.#context.room() === undefined) {
      const failure = await this.#context.begin();
      if (failure !== undefined) return this.#fail(failure);
    }
    const room = running(this.#context);
    return room && alone(`${this.#context.memory.key}:send`, () => this.#sendNext(room));
  }

  async #sendNext(room: Room): Promise<number | undefined> {
    // Another tab may have sent it while this one waited for its turn.
    const item = this.#next();
    if (item === undefined || this.#context.room() !== room) return 0;
    this.#sending = item.clientId;
    this.#context.changed();
    const reply = await this.#context.api.send(room.conversation, item.text, item.clientId);
    this.#sending = undefined;
    if (reply.ok) return this.#confirm(room, item, reply.value);
    const pause = this.#context.room() === room ? this.#refuse(room, item, reply.failure) : 0;
    this.#context.changed();
    return pause;
  }

  #confirm(room: Room, item: Unsent, message: ChatMessage): number {
    this.#recover();
    room.own.set(message.seq, item.clientId);
    room.state = "open";
    this.#context.take(room, [message]);
    const others = this.#unsent().filter((other) => other.clientId !== item.clientId);
    // What is sent behind it gets a higher number.
    const behind = others.map((other) => ({ ...other, after: Math.max(other.after, message.seq) }));
    this.#context.memory.write({ unsent: this.#context.room() === room ? behind : others });
    return 0;
  }

  #refuse(room: Room, item: Unsent, failure: Failure): number | undefined {
    if (failure.kind === "unauthorized" || failure.kind === "missing") {
      this.#context.end(room);
      return undefined;
    }
    const isTooMuch = failure.kind === "server" && this.#failures + 1 >= TRIES;
    if (failure.kind !== "invalid" && !isTooMuch) return this.#fail(failure);
    this.#recover();
    this.#mark(item.clientId, true);
    return 0;
  }

  #fail(failure: Failure): number | undefined {
    this.#failures += 1;
    const trouble = troubleOf(failure);
    this.#trouble = trouble;
    if (trouble.kind === "limited") this.#notBefore = trouble.until;
    this.#context.changed();
    // Who the visitor is, is wrong: nothing but another name or e-mail helps.
    if (failure.kind === "unauthorized" || failure.kind === "invalid") return undefined;
    return trouble.kind === "limited" ? trouble.until - Date.now() : backOff(this.#failures);
  }

  #recover(): void {
    this.#trouble = undefined;
    this.#failures = 0;
  }

  #mark(clientId: string, refused: boolean): void {
    const marked = (item: Unsent) => (item.clientId === clientId ? { ...item, refused } : item);
    this.#context.memory.write({ unsent: this.#unsent().map(marked) });
  }

  #unsent(): readonly Unsent[] {
    return this.#context.memory.read().unsent;
  }

  #next(): Unsent | undefined {
    return this.#unsent().find((item) => !item.refused);
  }
}
