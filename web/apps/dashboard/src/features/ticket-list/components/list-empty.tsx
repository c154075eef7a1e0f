import type { TicketList } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Inbox, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { openCreateTicket } from "../../../lib/create-ticket";
import { texts } from "../../../texts/texts";
import type { View } from "../lib/views";
import { filtersOf, NO_FILTERS, type TicketSearch, ticketSearch, viewOf, withFilters } from "../search";

type Props = { search: TicketSearch; list: TicketList; onGo: (search: TicketSearch) => void };

/** A page without tickets: why it has none, and the next step. */
export function ListEmpty({ search, list, onGo }: Props) {
  const words = texts.ticketList;
  const act = (label: string, to: TicketSearch, look: "primary" | "secondary" = "secondary") => (
    <Button look={look} onClick={() => onGo(to)}>
      {label}
    </Button>
  );
  const further =
    list.next_cursor !== null &&
    act(words.lookFurther, withFilters(search, { cursor: list.next_cursor, from: search.from }), "primary");
  if (search.q !== undefined) {
    return (
      <State of={further ? "further" : "search"} isSearch>
        {further}
        {act(words.search.clear, withFilters(search, { q: undefined }))}
        {(viewOf(search) !== "all" || filtersOf(search) > 0) &&
          act(words.searchAll, ticketSearch({ view: "all", q: search.q }))}
      </State>
    );
  }
  if (further) return <State of="further">{further}</State>;
  if (search.cursor !== undefined) {
    return <State of="page">{act(words.pages.first, withFilters(search, {}), "primary")}</State>;
  }
  if (filtersOf(search) > 0) {
    return (
      <State of="filtered" isSearch>
        {act(words.filters.clear, withFilters(search, NO_FILTERS), "primary")}
        {act(words.go.all, ticketSearch({ view: "all" }))}
      </State>
    );
  }
  return <State of={viewOf(search)}>{nextStep(viewOf(search), act)}</State>;
}

function nextStep(view: View, act: (label: string, to: TicketSearch) => ReactNode): ReactNode {
  const { go, newTicket } = texts.ticketList;
  if (view === "mine") return act(go.unassigned, ticketSearch({ view: "unassigned" }));
  if (view === "active" || view === "all") {
    return (
      <Button look="primary" onClick={() => openCreateTicket()}>
        {newTicket}
      </Button>
    );
  }
  return act(go.active, {});
}

type StateProps = { of: keyof typeof texts.ticketList.empty; isSearch?: boolean; children: ReactNode };

function State({ of, isSearch = false, children }: StateProps) {
  const { title, hint } = texts.ticketList.empty[of];
  return (
    <Empty
      icon={isSearch ? SearchX : Inbox}
      title={title}
      action={<div className="flex flex-wrap justify-center gap-2">{children}</div>}
    >
      {hint}
    </Empty>
  );
}
