import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Conversation } from "@tkt/api/schema";
import { Notice } from "@tkt/ui/notice";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { NewsPill } from "../../../components/news-pill";
import { Passing } from "../../../components/passing";
import { toast } from "../../../components/toast";
import { type Command, useCommands } from "../../../lib/commands";
import type { Traits } from "../../../lib/settle";
import { useTitle } from "../../../lib/title";
import { useHold } from "../../../lib/use-hold";
import { useMedia } from "../../../lib/use-media";
import { useRowKeys } from "../../../lib/use-row-keys";
import { useSettledRows } from "../../../lib/use-settled-rows";
import { useSight } from "../../../lib/use-sight";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { useConversations } from "../api/use-conversations";
import type { ConversationSearch } from "../search";
import { ListBody } from "./list-body";
import { ListToolbar } from "./list-toolbar";
import { Pager } from "./pager";

const NO_ROWS: readonly never[] = [];
const CONVERSATIONS: Traits<Conversation> = {
  id: (row) => row.id,
  version: (row) => row.active_at,
  changedAt: (row) => row.active_at,
};

/** The conversations that the address names; `selected` is the one that is open beside them. */
export function ConversationList({ selected }: { selected: string | undefined }) {
  const search = useSearch({ from: "/inside/conversations" });
  const scroller = useRef<HTMLDivElement>(null);
  // On a small screen an open conversation covers the list.
  const isSplit = useMedia("(min-width: 900px)");
  const conversations = useConversations(search, isSplit || selected === undefined);
  const { data, isPlaceholderData: isOld } = conversations;
  const isHeld = useHold(scroller);
  const settled = useSettledRows(
    CONVERSATIONS,
    JSON.stringify(data?.of),
    data?.list.items ?? NO_ROWS,
    isHeld,
  );
  const ids = useMemo(() => settled.rows.map(CONVERSATIONS.id), [settled.rows]);
  const { move, focus } = useRowKeys({ list: scroller, ids, selected, open: useOpen() });
  useListCommands(move);
  useFallback(search, conversations.error?.kind === "invalid");
  useSight(scroller, JSON.stringify(search), selected, data !== undefined);
  useTitle(selected === undefined ? words.heading : undefined);
  return (
    <section aria-label={words.heading} className="flex h-full min-h-0 flex-col">
      <ListToolbar search={search} />
      <Passing isThere={conversations.isRefetchError && data !== undefined} className="px-4 pt-2">
        <Notice tone="offline">{words.stale}</Notice>
      </Passing>
      <div
        ref={scroller}
        data-scroll-restoration-id="conversations"
        aria-busy={isOld}
        className={`min-h-0 flex-1 overflow-y-auto transition-opacity ${isOld ? "opacity-60 delay-150" : ""}`}
      >
        <NewsPill news={settled} words={words.waiting} list={scroller} focus={focus} />
        <ListBody
          search={search}
          conversations={conversations}
          rows={settled.rows}
          glowing={settled.glowing}
          selected={selected}
        />
      </div>
      {data && (data.of.cursor !== undefined || data.list.next_cursor !== null) && <Pager page={data} />}
    </section>
  );
}

/** Opens a conversation in the place of another: a walk through them is one step for the back button. */
function useOpen() {
  const navigate = useNavigate();
  return useCallback(
    (id: string) => {
      navigate({ to: "/conversations/$id", params: { id }, search: true, replace: true });
    },
    [navigate],
  );
}

function useListCommands(move: (step: 1 | -1) => void): void {
  const navigate = useNavigate();
  const commands = useMemo<Command[]>(() => {
    const { commands: labels } = words;
    const group = labels.listGroup;
    return [
      { id: "conversations.next", label: labels.next, group, key: "j", run: () => move(1) },
      { id: "conversations.previous", label: labels.previous, group, key: "k", run: () => move(-1) },
      {
        id: "conversations.open",
        label: labels.open,
        group,
        run: () => navigate({ to: "/conversations", search: {} }),
      },
      {
        id: "conversations.closed",
        label: labels.closed,
        group,
        run: () => navigate({ to: "/conversations", search: { state: "closed" } }),
      },
    ];
  }, [move, navigate]);
  useCommands(commands);
}

/** A page that the server does not know (any more) is not worth an error: the first one is shown. */
function useFallback(search: ConversationSearch, isRefused: boolean): void {
  const navigate = useNavigate();
  const isLost = isRefused && search.cursor !== undefined;
  useEffect(() => {
    if (!isLost) return;
    navigate({ to: ".", search: search.state ? { state: search.state } : {}, replace: true });
    toast(words.pages.gone);
  }, [isLost, search, navigate]);
}
