import type { TicketList } from "@tkt/api/schema";
import { IconButton } from "@tkt/ui/button";
import { exactly } from "@tkt/ui/when";
import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import { before, remember } from "../../../lib/trail";
import { texts } from "../../../texts/texts";
import type { TicketPage } from "../api/get-tickets";
import type { TicketSearch } from "../search";

type Props = {
  /** The page on the screen, which is not yet that of the address while another is on its way. */
  page: TicketPage;
  /** False while another page is on its way. */
  isSettled: boolean;
  onGo: (to: Pick<TicketSearch, "cursor" | "from">) => void;
};

/** Forward by the server's cursor, back by the way that led here; there is no count of all. */
export function Pager({ page: { of: search, list }, isSettled, onGo }: Props) {
  const words = texts.ticketList.pages;
  const previous = search.cursor === undefined ? undefined : before(search.cursor);
  const next = list.next_cursor;
  function forward() {
    if (next === null) return;
    remember(next, search);
    onGo({ cursor: next, from: (search.from ?? 0) + list.items.length });
  }
  return (
    <nav
      aria-label={words.label}
      className="flex min-h-12 shrink-0 items-center gap-1 border-line border-t bg-page px-4 text-meta text-muted"
    >
      <p aria-live="polite" className="mr-auto py-1">
        {rangeOf(search, list)}
        {list.searched_back_to !== null && (
          <>
            {" "}
            <span>{texts.ticketList.searchedBackTo(exactly(list.searched_back_to))}</span>
          </>
        )}
      </p>
      {(search.cursor !== undefined || next !== null) && (
        <>
          {search.cursor !== undefined && (
            <IconButton label={words.first} disabled={!isSettled} onClick={() => onGo({})}>
              <ChevronsLeft aria-hidden="true" size={18} />
            </IconButton>
          )}
          <IconButton
            label={words.previous}
            disabled={!isSettled || previous === undefined}
            onClick={() => previous && onGo(previous)}
          >
            <ChevronLeft aria-hidden="true" size={18} />
          </IconButton>
          <IconButton label={words.next} disabled={!isSettled || next === null} onClick={forward}>
            <ChevronRight aria-hidden="true" size={18} />
          </IconButton>
        </>
      )}
    </nav>
  );
}

/** "21–40", or how many there are where nobody knows how many stand before them. */
function rangeOf({ cursor, from = 0 }: TicketSearch, { items }: TicketList): string {
  if (items.length === 0) return "";
  const isKnown = cursor === undefined || from > 0;
  const words = texts.ticketList.pages;
  return isKnown ? words.range(from + 1, from + items.length) : words.count(items.length);
}
