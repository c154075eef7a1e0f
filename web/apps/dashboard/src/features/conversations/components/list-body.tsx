import { Link } from "@tanstack/react-router";
import type { Conversation } from "@tkt/api/schema";
import { buttonClass } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { MessagesSquare, WifiOff } from "lucide-react";
import { FailureNotice } from "../../../components/failure-notice";
import { useMe } from "../../../lib/use-session";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import type { useConversations } from "../api/use-conversations";
import type { ConversationSearch } from "../search";
import { ConversationRow } from "./conversation-row";
import { ListSkeleton } from "./list-skeleton";

type Props = {
  search: ConversationSearch;
  conversations: ReturnType<typeof useConversations>;
  rows: readonly Conversation[];
  glowing: ReadonlySet<string>;
  selected: string | undefined;
};

/** The rows, or why there are none. */
export function ListBody({ search, conversations, rows, glowing, selected }: Props) {
  const { data, error, fetchStatus, refetch } = conversations;
  if (!data) {
    if (error) {
      return (
        <div className="p-4">
          <FailureNotice failure={error} onRetry={() => refetch()} />
        </div>
      );
    }
    if (fetchStatus !== "paused") return <ListSkeleton />;
    return (
      <Empty icon={WifiOff} title={words.offline.title}>
        {words.offline.hint}
      </Empty>
    );
  }
  if (rows.length === 0) return <NoConversations search={search} />;
  return (
    <ul aria-label={words.heading}>
      {rows.map((row) => (
        <ConversationRow
          key={row.id}
          row={row}
          isSelected={row.id === selected}
          isGlowing={glowing.has(row.id)}
        />
      ))}
    </ul>
  );
}

function NoConversations({ search }: { search: ConversationSearch }) {
  const { role } = useMe();
  const isFirst = search.cursor === undefined;
  const { title, hint, go } = words.empty[isFirst ? (search.state ?? "open") : "page"];
  const isNew = isFirst && search.state === undefined;
  return (
    <Empty
      icon={MessagesSquare}
      title={title}
      action={
        isNew ? (
          role === "owner" && (
            <Link to="/settings/$section" params={{ section: "widget" }} className={buttonClass("primary")}>
              {go}
            </Link>
          )
        ) : (
          <Link
            to="."
            search={isFirst || !search.state ? {} : { state: search.state }}
            className={buttonClass()}
          >
            {go}
          </Link>
        )
      }
    >
      {hint}
    </Empty>
  );
}
