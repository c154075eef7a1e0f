import { useMemo } from "react";
import { type Command, useCommands } from "../../../lib/commands";
import { texts } from "../../../texts/texts";
import { NO_FILTERS, type TicketSearch, ticketSearch, withFilters } from "../search";
import { VIEWS } from "./views";

type Deeds = {
  move: (step: 1 | -1) => void;
  focusSearch: () => void;
  go: (search: TicketSearch) => void;
};

/** Offers what the list can do to the palette and the keys. */
export function useListCommands(search: TicketSearch, { move, focusSearch, go }: Deeds): void {
  const commands = useMemo<Command[]>(() => {
    const { commands: words } = texts.ticketList;
    const group = words.group;
    return [
      { id: "list.next", label: words.next, group, key: "j", run: () => move(1) },
      { id: "list.previous", label: words.previous, group, key: "k", run: () => move(-1) },
      { id: "list.search", label: words.search, group, key: "/", run: focusSearch },
      ...VIEWS.map((view) => ({
        id: `list.view.${view}`,
        label: words.view[view],
        group,
        run: () => go(ticketSearch({ view })),
      })),
      {
        id: "list.clear",
        label: words.clear,
        group,
        run: () => go(withFilters(search, { ...NO_FILTERS, q: undefined })),
      },
    ];
  }, [search, move, focusSearch, go]);
  useCommands(commands);
}
