import { Button } from "@tkt/ui/button";
import { Plus } from "lucide-react";
import { type RefObject, useCallback } from "react";
import { openCreateTicket } from "../../../lib/create-ticket";
import { texts } from "../../../texts/texts";
import type { Layout } from "../lib/use-layout";
import { type TicketSearch, ticketSearch, withFilters } from "../search";
import { FilterButton, type FilterChange } from "./filter-button";
import { FilterChips } from "./filter-chips";
import { SearchBox } from "./search-box";
import { ViewLinks } from "./view-links";

type Props = {
  search: TicketSearch;
  layout: Layout;
  input: RefObject<HTMLInputElement | null>;
  onGo: (search: TicketSearch, replace?: boolean) => void;
  onLeave: () => void;
};

/** Which tickets: ready views, search, filters. In one line where there is room for it. */
export function ListToolbar({ search, layout, input, onGo, onLeave }: Props) {
  const isWide = layout === "table";
  const words = texts.ticketList;
  const onSearch = useCallback(
    (q: string) => onGo(withFilters(search, { q: q || undefined }), true),
    [search, onGo],
  );
  const onFilter: FilterChange = (change) => onGo(ticketSearch({ ...withFilters(search, {}), ...change }));
  return (
    <div className="grid shrink-0 gap-2 border-line border-b bg-page px-4 py-2">
      <h1 className="sr-only">{words.heading}</h1>
      <div className={`flex min-w-0 gap-x-4 gap-y-2 ${isWide ? "items-center" : "flex-col"}`}>
        <ViewLinks search={search} />
        <div className={`flex min-w-0 items-center gap-2 ${isWide ? "ml-auto flex-1 justify-end" : ""}`}>
          <div className={`flex min-w-0 flex-1 ${isWide ? "max-w-sm" : ""}`}>
            <SearchBox
              q={search.q}
              onSearch={onSearch}
              onLeave={onLeave}
              input={input}
              isShort={layout === "cards"}
            />
          </div>
          <FilterButton search={search} onFilter={onFilter} asIcon={!isWide} asSheet={layout === "cards"} />
          <Button
            look="primary"
            aria-label={words.newTicket}
            title={isWide ? undefined : words.newTicket}
            onClick={() => openCreateTicket()}
            className={isWide ? "shrink-0" : "w-10 shrink-0 px-0! pointer-coarse:w-11"}
          >
            <Plus aria-hidden="true" size={18} />
            {isWide && words.newTicket}
          </Button>
        </div>
      </div>
      <FilterChips search={search} onFilter={onFilter} />
    </div>
  );
}
