import { Button } from "@tkt/ui/button";
import { categoryName } from "@tkt/ui/category";
import { words } from "@tkt/ui/words";
import { X } from "lucide-react";
import { texts } from "../../../texts/texts";
import { PRIORITIES, STATUSES } from "../lib/views";
import { filtersOf, NO_FILTERS, pick, split, type TicketSearch } from "../search";

type Props = { search: TicketSearch; onFilter: (change: Partial<typeof NO_FILTERS>) => void };

/** What narrows the list, each with a way to take it away. */
export function FilterChips({ search, onFilter }: Props) {
  if (filtersOf(search) === 0) return null;
  const filters = texts.ticketList.filters;
  const chips = [
    { name: "status", value: pick(search.status, STATUSES).map((one) => words.status[one]) },
    { name: "priority", value: pick(search.priority, PRIORITIES).map((one) => words.priority[one]) },
    { name: "category", value: split(search.category).map(categoryName) },
    { name: "assignee", value: assigneeWords(search.assignee) },
    { name: "customer", value: split(search.customer) },
  ] as const;
  return (
    <ul aria-label={filters.active} className="flex min-w-0 flex-wrap items-center gap-2">
      {chips
        .filter(({ value }) => value.length > 0)
        .map(({ name, value }) => {
          const chip = filters.chip(filters[name], value.join(", "));
          return (
            <li key={name} className="min-w-0">
              <button
                type="button"
                aria-label={filters.remove(chip)}
                onClick={() => onFilter({ [name]: undefined })}
                className="flex min-h-10 max-w-full items-center gap-2 rounded-control border border-line bg-surface pr-2 pl-3 text-meta hover:border-muted pointer-coarse:min-h-11"
              >
                <span className="truncate">{chip}</span>
                <X aria-hidden="true" size={14} className="shrink-0 text-muted" />
              </button>
            </li>
          );
        })}
      <li>
        <Button look="quiet" className="text-meta" onClick={() => onFilter(NO_FILTERS)}>
          {filters.clear}
        </Button>
      </li>
    </ul>
  );
}

function assigneeWords(assignee: string | undefined): string[] {
  const { me, nobody } = texts.ticketList.filters;
  if (assignee === undefined) return [];
  return [assignee === "me" ? me : assignee === "none" ? nobody : assignee];
}
