import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { data } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { ChatMessage } from "@tkt/api/schema";
import { useEffect, useMemo } from "react";
import { api } from "../../../lib/api";
import { readDraft, useDraft, writeDraft } from "../../../lib/drafts";
import { keys } from "../../../lib/keys";
import { useOnline } from "../../../lib/online";
import { useMe } from "../../../lib/use-session";
import { lastWithoutHole, merged } from "../lib/messages";
import { type Outgoing, parseOutbox, writeOutbox } from "../lib/outbox";
import type { Messages } from "./get-messages";

/** Failures that pass by themselves: it is tried again when the server answers again. */
const PASSES: ReadonlySet<string> = new Set(["offline", "server"]);

/** Which conversations' messages are being sent: in their order, one at a time, whatever view is shown. */
const busy = new Set<string>();

/**
 * What this agent has said and the server has not confirmed: kept on this device until it has, over
 * reloads and ended sessions. `isReachable` says whether the server answers.
 */
export function useOutbox(id: string, isReachable: boolean) {
  const client = useQueryClient();
  const { email } = useMe();
  const online = useOnline();
  const name = `outbox.${id}`;
  const [kept] = useDraft(email, name);
  const messages = useMemo(() => parseOutbox(kept), [kept]);

  useEffect(() => {
    if (!online || !isReachable) return;
    const box = boxOf(email, name);
    for (const one of box.read())
      if (one.failure && PASSES.has(one.failure.kind)) box.change(withoutFailure(one));
    void sendAll(client, id, box);
  }, [client, id, email, name, online, isReachable]);

  const box = boxOf(email, name);
  return {
    messages,
    send(text: string) {
      const known = client.getQueryData<Messages>(keys.messages(id))?.messages ?? [];
      const at = new Date().toISOString();
      box.write([...box.read(), { client_id: crypto.randomUUID(), text, at, after: lastWithoutHole(known) }]);
      void sendAll(client, id, box);
    },
    again(message: Outgoing) {
      box.change(withoutFailure(message));
      void sendAll(client, id, box);
    },
    remove: (message: Outgoing) => box.remove(message),
  };
}

function boxOf(agent: string, name: string) {
  const read = () => parseOutbox(readDraft(agent, name));
  const write = (messages: readonly Outgoing[]) => writeDraft(agent, name, writeOutbox(messages));
  return {
    name: `${agent} ${name}`,
    read,
    write,
    change: (next: Outgoing) => write(read().map((one) => (one.client_id === next.client_id ? next : one))),
    remove: ({ client_id }: Outgoing) => write(read().filter((one) => one.client_id !== client_id)),
  };
}

/** Sends what waits. One that failed holds up those behind it: an order is part of what is said. */
async function sendAll(client: QueryClient, id: string, box: ReturnType<typeof boxOf>): Promise<void> {
  if (busy.has(box.name)) return;
  busy.add(box.name);
  try {
    for (;;) {
      const [next] = box.read();
      if (!next || next.failure || !navigator.onLine) return;
      await send(client, id, next, box);
    }
  } finally {
    busy.delete(box.name);
  }
}

async function send(client: QueryClient, id: string, message: Outgoing, box: ReturnType<typeof boxOf>) {
  try {
    const { text, client_id } = message;
    const sent = await data(
      api.POST("/chat/{id}/messages", { params: { path: { id } }, body: { text, client_id } }),
    );
    client.setQueryData<Messages>(keys.messages(id), (known) => known && withMessage(known, sent));
    box.remove(message);
    void client.invalidateQueries({ queryKey: keys.conversationLists });
  } catch (thrown) {
    const { kind, retryAfter, fields } = Failure.from(thrown);
    const [field] = fields;
    box.change({
      ...message,
      failure: {
        kind,
        until: Date.now() + (retryAfter ?? 0) * 1_000,
        ...(field && { detail: field.detail }),
      },
    });
  }
}

function withMessage(known: Messages, sent: ChatMessage): Messages {
  return { ...known, messages: merged(known.messages, [sent]) };
}

function withoutFailure({ failure: _, ...message }: Outgoing): Outgoing {
  return message;
}
