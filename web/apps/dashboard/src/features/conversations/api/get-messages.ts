import { answer } from "@tkt/api/client";
import { Failure } from "@tkt/api/failure";
import type { ChatMessage, ChatState } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { lastWithoutHole, merged } from "../lib/messages";

/** What was said, as far as it is known here. */
export type Messages = {
  messages: readonly ChatMessage[];
  state: ChatState;
  /** The tag of the last answer, and behind which message it begins. */
  tag: { value: string; after: number } | undefined;
  /** When the cards were read last: they show tickets as they were then. */
  cardsAt: number;
};

/** The server's page. */
const PAGE = 100;
/** Cards that are older are read again, beside the new messages. */
const CARDS_LAST = 60_000;

/**
 * The messages, with those that came since `known`. Where there is nothing new `known` is given back,
 * the very same object.
 *
 * @throws {Failure}
 */
export async function getMessages(
  id: string,
  known: Messages | undefined,
  signal: AbortSignal,
  now = Date.now(),
): Promise<Messages> {
  const last = lastWithoutHole(known?.messages ?? []);
  const firstCard = known?.messages.find(({ cards }) => cards.length > 0)?.seq;
  const isDue = known !== undefined && firstCard !== undefined && now - known.cardsAt > CARDS_LAST;
  let after = isDue ? Math.min(firstCard - 1, last) : last;
  let found = known;
  const cardsAt = known === undefined || isDue ? now : known.cardsAt;
  for (;;) {
    const tag = found?.tag?.after === after && !isDue ? found.tag.value : undefined;
    const { data, response } = await answer(
      api.GET("/chat/{id}/messages", {
        params: {
          path: { id },
          query: { after },
          ...(tag && { header: { "If-None-Match": tag } }),
        },
        // The tag is ours to send: the browser's own cache would hide that nothing has changed.
        cache: "no-store",
        signal,
      }),
    );
    if (!data) {
      if (found) return found;
      throw new Failure("server");
    }
    const etag = response.headers.get("etag");
    found = {
      messages: merged(found?.messages ?? [], data.messages),
      state: data.state,
      tag: etag ? { value: etag, after } : undefined,
      cardsAt,
    };
    if (data.messages.length < PAGE) return unchanged(found, known) ? known : found;
    after = data.messages.at(-1)?.seq ?? after;
  }
}

function unchanged(now: Messages, before: Messages | undefined): before is Messages {
  return (
    before !== undefined &&
    now.messages === before.messages &&
    now.state === before.state &&
    now.tag?.value === before.tag?.value &&
    now.cardsAt === before.cardsAt
  );
}
