import { useNavigate, useSearch } from "@tanstack/react-router";
import { Notice } from "@tkt/ui/notice";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { NewsPill } from "../../../components/news-pill";
import { Passing } from "../../../components/passing";
import { toast } from "../../../components/toast";
import { useTitle } from "../../../lib/title";
import { useHold } from "../../../lib/use-hold";
import { useRowKeys } from "../../../lib/use-row-keys";
import { useSettledRows } from "../../../lib/use-settled-rows";
import { useSight } from "../../../lib/use-sight";
import { texts } from "../../../texts/texts";
import type { TicketPage } from "../api/get-tickets";
import { useTickets } from "../api/use-tickets";
import { useTicketTable } from "../lib/table";
import { TICKETS } from "../lib/traits";
import { useLayout } from "../lib/use-layout";
import { useListCommands } from "../lib/use-list-commands";
import { type TicketSearch, viewOf, withFilters } from "../search";
import { ListBody } from "./list-body";
import { ListToolbar } from "./list-toolbar";
import { Pager } from "./pager";

const NO_ROWS: readonly never[] = [];

/** The tickets that the address names; `selected` is the one that is open beside them. */
export function TicketList({ selected }: { selected: string | undefined }) {
  const search = useSearch({ from: "/inside/tickets" });
  const go = useGo();
  const layout = useLayout(selected !== undefined);
  const scroller = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  // On a small screen an open ticket covers the list.
  const tickets = useTickets(search, layout !== "cards" || selected === undefined);
  const { data, isPlaceholderData: isOld } = tickets;
  const isHeld = useHold(scroller);
  const settled = useSettledRows(TICKETS, JSON.stringify(data?.of), data?.list.items ?? NO_ROWS, isHeld);
  const table = useTicketTable(settled.rows, search, (order) => go(withFilters(search, order)));
  const ids = useMemo(() => settled.rows.map(TICKETS.id), [settled.rows]);
  const { move, focus } = useRowKeys({ list: scroller, ids, selected, open: useOpen() });
  const focusSearch = useCallback(() => input.current?.focus(), []);
  useListCommands(search, { move, focusSearch, go });
  useFallback(search, tickets.error?.kind === "invalid", go);
  useSight(scroller, JSON.stringify(search), selected, data !== undefined);
  const view = texts.ticketList.views[viewOf(search)];
  useTitle(selected === undefined ? texts.ticketList.title(view, search.q) : undefined);
  return (
    <section
      aria-label={texts.ticketList.heading}
      className="flex h-full min-h-0 flex-col [@media(max-height:30rem)]:overflow-y-auto"
    >
      <ListToolbar search={search} layout={layout} input={input} onGo={go} onLeave={() => focus(1)} />
      <Passing isThere={tickets.isRefetchError && data !== undefined} className="px-4 pt-2">
        <Notice tone="offline">{texts.ticketList.stale}</Notice>
      </Passing>
      <div
        ref={scroller}
        data-scroll-restoration-id="tickets"
        aria-busy={isOld}
        className={`min-h-0 flex-1 overflow-y-auto transition-opacity [@media(max-height:30rem)]:flex-none ${isOld ? "opacity-60 delay-150" : ""}`}
      >
        <NewsPill news={settled} words={texts.ticketList.waiting} list={scroller} focus={focus} />
        <ListBody
          search={search}
          tickets={tickets}
          table={table}
          layout={layout}
          glowing={settled.glowing}
          selected={selected}
          onGo={go}
        />
      </div>
      {data && hasPages(data) && (
        <Pager page={data} isSettled={!isOld} onGo={(page) => go(withFilters(search, page))} />
      )}
    </section>
  );
}

/** An empty list has no pages to turn. */
function hasPages({ of, list }: TicketPage): boolean {
  return list.items.length > 0 || of.cursor !== undefined || list.next_cursor !== null;
}

/** Goes to another list; an open ticket stays open. */
function useGo() {
  const navigate = useNavigate();
  return useCallback(
    (search: TicketSearch, replace = false) => {
      navigate({ to: ".", search, replace });
    },
    [navigate],
  );
}

/** Opens a ticket in the place of another: a walk through them is one step for the back button. */
function useOpen() {
  const navigate = useNavigate();
  return useCallback(
    (number: string) => {
      navigate({ to: "/tickets/$number", params: { number }, search: true, replace: true });
    },
    [navigate],
  );
}

/** A page that the server does not know (any more) is not worth an error: the first one is shown. */
function useFallback(
  search: TicketSearch,
  isRefused: boolean,
  go: (search: TicketSearch, replace: boolean) => void,
): void {
  const isLost = isRefused && search.cursor !== undefined;
  useEffect(() => {
    if (!isLost) return;
    go(withFilters(search, {}), true);
    toast(texts.ticketList.pages.gone);
  }, [isLost, search, go]);
}
