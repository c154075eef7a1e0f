import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { pauseOf } from "../../../lib/paced";
import { useTitleBadge } from "../../../lib/title";
import { useAlertSettings } from "../lib/alert-settings";
import { arrivals, unreadBadge } from "../lib/unread";
import { conversationsQuery } from "./get-conversations";

/** Where conversations are not what the agent looks at. */
const ELSEWHERE = 10_000;
/** While nobody sees the page, and only for whoever wants to be called. */
const HIDDEN = 15_000;

/**
 * How many open conversations wait to be read, here and in the browser's tab. The one look at them
 * that all views share: it stops while the page is hidden, unless the agent wants to be called.
 */
export function useUnread(isAtConversations: boolean): string {
  const client = useQueryClient();
  const alerts = useAlertSettings();
  const isCalled = alerts.notify || alerts.sound;
  const query = conversationsQuery(client, {});
  const { data } = useQuery({
    ...query,
    refetchInterval: () => {
      const usual = pauseOf(query.queryKey);
      if (document.visibilityState === "hidden") return HIDDEN;
      return isAtConversations ? usual : Math.max(usual, ELSEWHERE);
    },
    refetchIntervalInBackground: isCalled,
  });
  const badge = data ? unreadBadge(data.list) : "";
  useTitleBadge(badge);
  const list = data?.list;
  const before = useRef(list);
  useEffect(() => {
    const news = before.current && list ? arrivals(before.current, list) : [];
    before.current = list;
    if (news.length === 0 || !isCalled) return;
    // Most agents are never called: what that needs comes when it is needed.
    import("../lib/call").then(({ call }) => call(news, alerts)).catch(() => undefined);
  }, [list, isCalled, alerts]);
  return badge;
}
