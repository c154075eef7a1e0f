import { toJson } from "./json.ts";
import { count, fields, items, json, text } from "./parse.ts";

/** A message that the server has not confirmed yet. */
export type Unsent = {
  readonly clientId: string;
  readonly text: string;
  /** When it was written, in milliseconds. */
  readonly at: number;
  /** The last message that was known then: its own number will be higher. */
  readonly after: number;
  /** The server will not take it as it is: it waits for the visitor. */
  readonly refused: boolean;
};

/** The form of a ticket, half done. */
export type TicketDraft = {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly issue: string;
  /** Under which it was sent, so that sending again makes no second ticket; empty before, and after a change. */
  readonly key: string;
  /** The conversation in which it was sent. */
  readonly session: string;
};

export type Conversation = { readonly id: string; readonly token: string; readonly expiresAt: number };

/** What the browser keeps of a visitor. */
export type Remembered = {
  readonly conversation: Conversation | null;
  readonly person: { readonly name: string; readonly email: string } | null;
  /** What is in the composer. */
  readonly draft: string;
  readonly ticket: TicketDraft | null;
  readonly unsent: readonly Unsent[];
  /** The last message that the visitor has seen. */
  readonly lastRead: number;
  /** What the closed widget found when it last looked, for the visitor's other tabs. */
  readonly watched: { readonly unread: number; readonly at: number };
};

/** What is kept, shared by the visitor's tabs. */
export type Memory = {
  /** The same object as before where nothing has changed. */
  read(): Remembered;
  /** Lays `change` over what is kept now. */
  write(change: Partial<Remembered>): void;
  /** Tells of changes, of this tab and others. */
  subscribe(listener: () => void): () => void;
  /** The name in the browser's storage, and of this visitor's locks. */
  readonly key: string;
};

export const NOTHING: Remembered = {
  conversation: null,
  person: null,
  draft: "",
  ticket: null,
  unsent: [],
  lastRead: 0,
  watched: { unread: 0, at: 0 },
};

/** The memory of the visitor of `token`'s widget. Where storage is denied or full, it lasts as long as the page. */
export function createMemory(token: string): Memory {
  const key = `tkt:${hash(token)}`;
  const listeners = new Set<() => void>();
  let written: string | null = null;
  let known = NOTHING;
  let isKept = true;

  function read(): Remembered {
    if (!isKept) return known;
    try {
      const now = localStorage.getItem(key);
      if (now !== written) {
        written = now;
        known = now === null ? NOTHING : parse(now);
      }
    } catch {
      isKept = false;
    }
    return known;
  }

  function write(change: Partial<Remembered>): void {
    known = { ...read(), ...change };
    const next = toJson(known);
    try {
      if (isKept) localStorage.setItem(key, next);
      written = next;
    } catch {
      isKept = false;
    }
    tell();
  }

  const tell = () => {
    for (const listener of listeners) listener();
  };
  addEventListener("storage", (event) => {
    // No key: everything was cleared.
    if (event.key === key || event.key === null) tell();
  });
  // A page that comes back from the browser's cache has heard nothing meanwhile.
  addEventListener("pageshow", tell);
  return {
    key,
    read,
    write,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** FNV-1a: tells the tokens of one page apart, and keeps nothing secret. */
function hash(token: string): string {
  let value = 0x811c9dc5;
  for (let at = 0; at < token.length; at += 1) {
    value = Math.imul(value ^ token.charCodeAt(at), 0x01000193) >>> 0;
  }
  return value.toString(16).padStart(8, "0");
}

/** What was written by an older or newer widget, or by hand, counts as far as it is understood. */
function parse(written: string): Remembered {
  const kept = fields(json(written)) ?? {};
  const watched = fields(kept.watched);
  return {
    conversation: conversation(fields(kept.conversation)) ?? null,
    person: person(fields(kept.person)) ?? null,
    draft: text(kept.draft) ?? "",
    ticket: ticket(fields(kept.ticket)) ?? null,
    unsent: items(kept.unsent, unsent) ?? [],
    lastRead: count(kept.lastRead) ?? 0,
    watched: { unread: count(watched?.unread) ?? 0, at: count(watched?.at) ?? 0 },
  };
}

type Read = ReturnType<typeof fields>;

function conversation(kept: Read): Conversation | undefined {
  const [id, token, expiresAt] = [text(kept?.id), text(kept?.token), count(kept?.expiresAt)];
  return id && token && expiresAt ? { id, token, expiresAt } : undefined;
}

function person(kept: Read): { name: string; email: string } | undefined {
  const [name, email] = [text(kept?.name), text(kept?.email)];
  return name && email ? { name, email } : undefined;
}

function ticket(kept: Read): TicketDraft | undefined {
  if (kept === undefined) return undefined;
  const of = (name: keyof TicketDraft) => text(kept[name]) ?? "";
  return {
    name: of("name"),
    email: of("email"),
    phone: of("phone"),
    issue: of("issue"),
    key: of("key"),
    session: of("session"),
  };
}

function unsent(item: unknown): Unsent | undefined {
  const kept = fields(item);
  const [clientId, words] = [text(kept?.clientId), text(kept?.text)];
  if (!clientId || !words) return undefined;
  return {
    clientId,
    text: words,
    at: count(kept?.at) ?? 0,
    after: count(kept?.after) ?? 0,
    refused: kept?.refused === true,
  };
}
