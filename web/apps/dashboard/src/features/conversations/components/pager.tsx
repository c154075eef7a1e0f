import { Link } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, ChevronsLeft, type LucideIcon } from "lucide-react";
import { before, remember } from "../../../lib/trail";
import { conversationsTexts } from "../../../texts/conversations-texts";
import type { ConversationPage } from "../api/get-conversations";
import type { ConversationSearch } from "../search";

const words = conversationsTexts.pages;

/** Forward by the server's cursor, back by the way that led here. All of it are addresses. */
export function Pager({ page: { of: search, list } }: { page: ConversationPage }) {
  const { state, cursor, from = 0 } = search;
  const kept = state ? { state } : {};
  const previous = cursor === undefined ? undefined : before(cursor);
  const next = list.next_cursor;
  return (
    <nav
      aria-label={words.label}
      className="flex min-h-12 shrink-0 items-center gap-1 border-line border-t bg-page px-4 text-meta text-muted"
    >
      <p aria-live="polite" className="mr-auto py-1">
        {list.items.length > 0 && (cursor === undefined || from > 0)
          ? words.range(from + 1, from + list.items.length)
          : words.count(list.items.length)}
      </p>
      {cursor !== undefined && <Step to={kept} label={words.first} icon={ChevronsLeft} />}
      {previous && <Step to={{ ...kept, ...previous }} label={words.previous} icon={ChevronLeft} />}
      {next !== null && (
        <Step
          to={{ ...kept, cursor: next, from: from + list.items.length }}
          label={words.next}
          icon={ChevronRight}
          onGo={() => remember(next, { ...(cursor && { cursor }), ...(from && { from }) })}
        />
      )}
    </nav>
  );
}

type StepProps = { to: ConversationSearch; label: string; icon: LucideIcon; onGo?: () => void };

function Step({ to, label, icon: Icon, onGo }: StepProps) {
  return (
    <Link
      to="."
      search={to}
      aria-label={label}
      title={label}
      onClick={onGo}
      className="inline-flex size-10 items-center justify-center rounded-control text-text hover:bg-sunken pointer-coarse:size-11"
    >
      <Icon aria-hidden="true" size={18} />
    </Link>
  );
}
