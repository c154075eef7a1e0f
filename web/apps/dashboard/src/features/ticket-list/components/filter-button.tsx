import { Button } from "@tkt/ui/button";
import { SlidersHorizontal } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { useLoaded } from "../../../lib/use-loaded";
import { texts } from "../../../texts/texts";
import { filtersOf, type TicketSearch } from "../search";

/** Not seen at once: its script comes later. */
const loadFilters = () => import("./filters").then((loaded) => loaded.Filters);

export type FilterChange = (change: Partial<Record<keyof TicketSearch, string | undefined>>) => void;

type Props = { search: TicketSearch; onFilter: FilterChange; asIcon: boolean; asSheet: boolean };

export function FilterButton({ asIcon, ...rest }: Props) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setOpen(false), []);
  const Filters = useLoaded(loadFilters, isOpen, close);
  const words = texts.ticketList.filters;
  const count = filtersOf(rest.search);
  return (
    <>
      <Button
        ref={button}
        title={asIcon ? words.open : undefined}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen((before) => !before)}
        className={`relative shrink-0 ${asIcon ? "px-3!" : ""}`}
      >
        <SlidersHorizontal aria-hidden="true" size={16} />
        <span className={asIcon ? "sr-only" : ""}>{words.open}</span>
        {count > 0 && (
          <span
            className={`min-w-5 rounded-full bg-accent px-1.5 text-center text-[0.6875rem] font-semibold text-on-accent ${asIcon ? "absolute -top-1.5 -right-1.5" : ""}`}
          >
            {count}
            <span className="sr-only"> {words.areSet}</span>
          </span>
        )}
      </Button>
      {isOpen && Filters && <Filters {...rest} button={button} onClose={close} />}
    </>
  );
}
