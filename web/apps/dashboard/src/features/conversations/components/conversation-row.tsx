import { Link } from "@tanstack/react-router";
import type { Conversation } from "@tkt/api/schema";
import { Ago } from "@tkt/ui/when";
import { Glow } from "../../../components/glow";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import { pageName } from "../lib/page-name";
import { VisitorEmail } from "./visitor-email";

type Props = { row: Conversation; isSelected: boolean; isGlowing: boolean };

/** A real link to a conversation that keeps the list as it is. */
export function ConversationRow({ row, isSelected, isGlowing }: Props) {
  const isUnread = row.unread > 0;
  return (
    <li className="relative isolate overflow-hidden border-line border-b">
      <Glow version={isGlowing ? row.active_at : undefined} />
      <Link
        to="/conversations/$id"
        params={{ id: row.id }}
        search={true}
        data-row={row.id}
        className={`grid grid-cols-[minmax(0,1fr)] gap-0.5 px-4 py-2.5 -outline-offset-2 ${isSelected ? SELECTED : "hover:bg-sunken focus-visible:bg-accent-tint"}`}
      >
        <span className="flex items-baseline gap-2">
          <bdi
            title={row.visitor.name}
            className={`min-w-0 flex-1 truncate text-left text-body ${isUnread ? "font-bold" : "font-medium"}`}
          >
            {row.visitor.name}
          </bdi>
          <Tickets numbers={row.tickets} />
          <span className="text-meta text-muted">
            <Ago at={row.active_at} />
          </span>
        </span>
        <span className="flex min-h-6 items-center gap-2">
          <LastWords row={row} />
          {isUnread && <Unread count={row.unread} />}
        </span>
        <Whence row={row} />
      </Link>
    </li>
  );
}

const SELECTED = "bg-sunken shadow-[inset_3px_0_0_var(--color-accent)]";

function Tickets({ numbers }: { numbers: Conversation["tickets"] }) {
  const last = numbers.at(-1);
  if (last === undefined) return null;
  return (
    <span
      title={numbers.join(", ")}
      className="shrink-0 rounded-control border border-line bg-surface px-1.5 font-mono text-meta"
    >
      {last}
      {numbers.length > 1 && ` +${numbers.length - 1}`}
    </span>
  );
}

/** What this agent has not finished, else what was said last. */
function LastWords({ row }: { row: Conversation }) {
  const { email } = useMe();
  const [draft] = useDraft(email, `chat.${row.id}`);
  const isUnread = row.unread > 0;
  const look = `min-w-0 flex-1 truncate text-left text-body ${isUnread ? "text-text" : "text-muted"}`;
  if (draft.trim() !== "" && !isUnread) {
    return (
      <bdi className={look}>
        <span className="font-medium text-high">{words.draft}: </span>
        {draft}
      </bdi>
    );
  }
  if (!row.last) return <span className={`${look} italic`}>{words.noMessage}</span>;
  const { from, text } = row.last;
  return <bdi className={look}>{from === "agent" ? words.said(words.agent, text) : text}</bdi>;
}

function Unread({ count }: { count: number }) {
  return (
    <span className="inline-flex h-5 min-w-5 shrink-0 items-center justify-center rounded-full bg-accent px-1.5 text-[0.75rem] font-semibold text-on-accent">
      <span aria-hidden="true">{count > 99 ? "99+" : count}</span>
      <span className="sr-only">{words.unread(count)}</span>
    </span>
  );
}

/** The page stands on a line of its own where it has no room beside the address. */
function Whence({ row: { visitor, page } }: { row: Conversation }) {
  return (
    <span className="flex flex-wrap gap-x-3 text-meta text-muted">
      <VisitorEmail email={visitor.email} />
      {page && (
        <bdi title={page} className="min-w-0 max-w-full truncate">
          {pageName(page)}
        </bdi>
      )}
    </span>
  );
}
