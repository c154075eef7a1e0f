import type { Card, ChatMessage } from "@tkt/api/schema";
import type { Identity } from "../shared/bridge.ts";

export type Person = { readonly name: string; readonly email: string };

/** Where the conversation stands. */
export type Phase =
  /** There is none: who the visitor is, is asked first (or known, see `person`). */
  | "idle"
  /** It is being started. */
  | "starting"
  | "live"
  /** An agent closed it; the next message opens it again. */
  | "closed"
  /** It was too long ago, or is not there any more: it can be read as far as it is here; `startAnew` goes on. */
  | "over"
  /** The widget's token does not count. */
  | "refused";

/** What hinders just now. Words are kept, and sent when it is over. */
export type Trouble =
  | { readonly kind: "offline" }
  | { readonly kind: "server" }
  /** The page's origin is not allowed, or the token unknown: browsers do not tell. */
  | { readonly kind: "blocked" }
  /** Too much in too little time; `until` in milliseconds since 1970. */
  | { readonly kind: "limited"; readonly until: number }
  /** The server refused fields of the name and e-mail form. */
  | { readonly kind: "invalid"; readonly fields: readonly FieldTrouble[] };

/** A refused field, such as `{name: "email", detail: "must be an e-mail address"}`. */
export type FieldTrouble = { readonly name: string; readonly detail: string };

/** A message as it is shown. */
export type Line = {
  /** Stays the same from sending to sent, within one page. */
  readonly key: string;
  /** Its number, once the server has given one. */
  readonly seq: number | undefined;
  readonly from: ChatMessage["from"];
  readonly name: string;
  readonly text: string;
  readonly cards: readonly Card[];
  readonly intent: ChatMessage["intent"];
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `waiting` is sent by itself as soon as that is possible; `failed` waits for `retry` or `discard`. */
  readonly delivery: "sent" | "sending" | "waiting" | "failed";
};

/** All that the panel shows; a new object whenever anything changes, the same one otherwise. */
export type Snapshot = {
  readonly phase: Phase;
  /** Who the visitor is: of the conversation, of the page's `identify`, or of an earlier conversation. */
  readonly person: Partial<Person>;
  readonly lines: readonly Line[];
  /** The messages were read once: there is nothing to wait for. */
  readonly isLoaded: boolean;
  readonly trouble: Trouble | undefined;
  readonly draft: string;
  /** The page named another visitor than the conversation's; `startAnew` takes that one. */
  readonly other: Partial<Person> | undefined;
};

export type TicketForm = Person & { readonly phone: string; readonly issue: string };

export type Raised = { readonly kind: "raised"; readonly number: string } | Trouble;

/** The conversation without any interface. */
export type Engine = {
  snapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
  /** The visitor looks at it: read at once, and then again and again. */
  show(): void;
  hide(): void;
  identify(person: Identity): void;
  /** Starts a conversation: another tab's, if that was faster. */
  start(person: Person): Promise<void>;
  /** Takes a text: it is shown at once and sent as soon as possible. Starts the conversation if the person is known. */
  send(text: string): void;
  retry(key: string): void;
  discard(key: string): void;
  setDraft(text: string): void;
  /** Leaves the conversation; the form of the next one is filled in. */
  startAnew(): void;
  /** The ticket's form, half done, over reloads. */
  ticketDraft(): TicketForm | undefined;
  setTicketDraft(form: TicketForm | undefined): void;
  /** Raises a ticket; the same form again makes no second one. */
  raise(form: TicketForm): Promise<Raised>;
  /** Ends timers and listeners. */
  stop(): void;
};
