import { useQuery, useQueryClient } from "@tanstack/react-query";
import { keys } from "../../../lib/keys";
import { hurry, paced, pauseOf } from "../../../lib/paced";
import { useWake } from "../../../lib/use-wake";
import { getMessages, type Messages } from "./get-messages";

/** A conversation is waited for: an answer a quarter of a minute late is a long one. */
const PACE = { quick: 2_500, slowest: 12_000 };

/** The messages of a conversation, and each new one soon after it was said. */
export function useMessages(id: string) {
  const client = useQueryClient();
  const queryKey = keys.messages(id);
  const messages = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const known = client.getQueryData<Messages>(queryKey);
      return paced(queryKey, known, signal, async () => {
        const now = await getMessages(id, known, signal);
        // What was sent meanwhile is not lost over an answer that does not know it yet.
        return withSent(now, client.getQueryData<Messages>(queryKey));
      });
    },
    structuralSharing: false,
    refetchInterval: ({ state }) => state.error?.kind !== "not-found" && pauseOf(queryKey, PACE),
  });
  useWake(() => {
    if (hurry(queryKey, PACE.quick)) void messages.refetch({ cancelRefetch: false });
  });
  return messages;
}

function withSent(now: Messages, current: Messages | undefined): Messages {
  const last = now.messages.at(-1)?.seq ?? 0;
  const newer = current?.messages.filter(({ seq }) => seq > last) ?? [];
  return newer.length === 0 ? now : { ...now, messages: [...now.messages, ...newer] };
}
