import { useQueryClient } from "@tanstack/react-query";
import { answer } from "@tkt/api/client";
import type { ConversationWithPresence } from "@tkt/api/schema";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../lib/api";
import { useAttention } from "../../../lib/attention";
import { keys } from "../../../lib/keys";
import { toMark } from "../lib/messages";
import type { Messages } from "./get-messages";

/** A mark that did not arrive is set again after this. */
const AGAIN = 5_000;

/** Marks the visitor's messages as read, once the agent who looks at the page has them before their eyes. */
export function useReadMark(id: string, messages: Messages["messages"], isInSight: boolean): void {
  const client = useQueryClient();
  const attention = useAttention();
  const marked = useRef(0);
  const [failures, setFailures] = useState(0);
  useEffect(() => {
    if (!attention || !isInSight) return;
    const seq = toMark(messages, marked.current);
    if (seq === undefined) return;
    async function mark(read: number) {
      const before = marked.current;
      marked.current = read;
      try {
        await answer(api.POST("/chat/{id}/read", { params: { path: { id } }, body: { seq: read } }));
        client.setQueryData<ConversationWithPresence>(
          keys.conversation(id),
          (known) => known && { ...known, unread: 0 },
        );
        void client.invalidateQueries({ queryKey: keys.conversationLists });
        setFailures(0);
      } catch {
        if (marked.current === read) marked.current = before;
        setFailures((count) => count + 1);
      }
    }
    if (failures === 0) {
      void mark(seq);
      return;
    }
    const again = setTimeout(() => mark(seq), AGAIN);
    return () => clearTimeout(again);
  }, [id, client, messages, attention, isInSight, failures]);
}
