import type { ChatMessage } from "@tkt/api/schema";
import { createApi } from "../shared/api.ts";
import type { Identity } from "../shared/bridge.ts";
import { createAttention } from "./attention.ts";
import type { Context, EngineBridge } from "./context.ts";
import { createOutbox } from "./outbox.ts";
import { createReader } from "./reader.ts";
import { enter, type Room } from "./room.ts";
import { compose } from "./snapshot.ts";
import { createStarter } from "./starter.ts";
import { createTicketDesk } from "./ticket-desk.ts";
import type { Engine, Person, Snapshot, TicketForm } from "./types.ts";

/** Keeps the conversation of `bridge.memory`: one for all tabs of the visitor. */
export function createEngine(bridge: EngineBridge): Engine {
  return new Conversations(bridge);
}

/** The conversation that the memory names, and the parts that start, read and send. What is public may be passed on alone. */
class Conversations implements Engine {
  readonly #bridge: EngineBridge;
  readonly #listeners = new Set<() => void>();
  #room: Room | undefined;
  #identity: Identity = {};
  #snapshot: Snapshot | undefined;
  /** How many messages were unsent when the memory last changed. */
  #waiting = 0;

  readonly #context: Context;
  readonly #outbox;
  readonly #reader;
  readonly #starter;
  readonly #desk;
  readonly #attention;
  readonly #forget: () => void;

  constructor(bridge: EngineBridge) {
    const { memory, options, warn } = bridge;
    this.#bridge = bridge;
    this.#context = {
      api: createApi(options.origin, options.token),
      memory,
      warn,
      room: () => this.#room,
      isWatched: () => this.#attention.isThere(),
      begin: () => this.#starter.begin(personOf(memory.read().person, this.#identity)),
      follow: () => this.#follow(),
      take: (room, messages) => this.#take(room, messages),
      end: (room) => this.#end(room),
      changed: () => this.#changed(),
    };
    this.#outbox = createOutbox(this.#context);
    this.#reader = createReader(this.#context);
    this.#starter = createStarter(this.#context, bridge);
    this.#desk = createTicketDesk(this.#context, bridge);
    this.#attention = createAttention((isStale) => this.#wake(isStale));
    this.#forget = memory.subscribe(() => this.#follow());
    // Nothing of a conversation that is too old can be read: the visitor starts afresh.
    if ((memory.read().conversation?.expiresAt ?? Number.POSITIVE_INFINITY) <= Date.now()) this.startAnew();
    this.#follow();
  }

  readonly snapshot = (): Snapshot => {
    this.#snapshot ??= compose({
      room: this.#room,
      kept: this.#bridge.memory.read(),
      identity: this.#identity,
      starter: this.#starter,
      outbox: this.#outbox,
      reader: this.#reader,
    });
    return this.#snapshot;
  };

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly show = () => this.#attention.setShown(true);
  readonly hide = () => this.#attention.setShown(false);

  readonly identify = (person: Identity) => {
    this.#identity = person;
    this.#changed();
  };

  readonly start = async (person: Person) => {
    const failure = await this.#starter.begin(person);
    if (failure === undefined) this.#outbox.kick();
  };

  readonly send = (text: string) => {
    const words = text.replace(/\r\n?/g, "\n").trim();
    if (words === "") return;
    this.#outbox.add(words);
    this.#reader.wake();
  };

  readonly retry = (key: string) => this.#outbox.retry(key);
  readonly discard = (key: string) => this.#outbox.discard(key);

  readonly setDraft = (text: string) => {
    this.#bridge.memory.write({ draft: text });
    this.#reader.wake();
  };

  readonly startAnew = () => {
    const { memory } = this.#bridge;
    const { unsent, person } = memory.read();
    this.#starter.reset();
    memory.write({
      conversation: null,
      lastRead: 0,
      person: personOf(person, this.#identity) ?? person,
      // What was not said there is said in the next one.
      unsent: unsent.map((item) => ({ ...item, after: 0 })),
    });
  };

  readonly ticketDraft = () => this.#desk.draft();
  readonly setTicketDraft = (form: TicketForm | undefined) => this.#desk.setDraft(form);

  readonly raise = async (form: TicketForm) => {
    const raised = await this.#desk.raise(form);
    if (raised.kind === "raised") this.#reader.kick();
    return raised;
  };

  readonly stop = () => {
    this.#reader.stop();
    this.#outbox.stop();
    this.#attention.stop();
    this.#forget();
  };

  #changed(): void {
    this.#snapshot = undefined;
    for (const listener of this.#listeners) listener();
  }

  #take(room: Room, messages: readonly ChatMessage[]): void {
    const fresh = room.log.add(messages);
    if (room !== this.#room) return;
    if (fresh.length > 0) {
      this.#reader.wake();
      if (room.isLoaded) for (const { from, text } of fresh) this.#bridge.emit("message", { from, text });
    }
    this.#markRead();
    this.#changed();
  }

  #end(room: Room): void {
    room.isOver = true;
    this.#changed();
  }

  #markRead(): void {
    if (this.#room === undefined || !this.#attention.isThere()) return;
    const { memory, setUnread } = this.#bridge;
    setUnread(0);
    const { lastRead, watched } = memory.read();
    const cursor = this.#room.log.cursor();
    if (cursor > lastRead || watched.unread > 0) {
      memory.write({ lastRead: Math.max(cursor, lastRead), watched: { unread: 0, at: Date.now() } });
    }
  }

  /** Follows what this tab or another one has kept. */
  #follow(): void {
    const { conversation, unsent } = this.#bridge.memory.read();
    // What another tab has sent is on the server now.
    if (unsent.length < this.#waiting) this.#reader.kick();
    this.#waiting = unsent.length;
    if (conversation?.id !== this.#room?.conversation.id) {
      this.#room = conversation === null ? undefined : enter(conversation);
      this.#reader.kick();
      this.#outbox.kick();
    }
    this.#changed();
  }

  #wake(isStale: boolean): void {
    const room = this.#room;
    // A card shows its ticket as it stood when it was read.
    const hasCards = room?.log.messages().some(({ cards }) => cards.length > 0);
    if (room !== undefined && isStale && hasCards) room.again = 0;
    if (this.#attention.isThere()) {
      this.#markRead();
      this.#reader.kick();
    }
    this.#outbox.kick();
    this.#changed();
  }
}

/** The page knows better who is there than an earlier visit does. */
function personOf(kept: Person | null, identity: Identity): Person | undefined {
  const { name, email } = { ...kept, ...identity };
  return name && email ? { name, email } : undefined;
}
