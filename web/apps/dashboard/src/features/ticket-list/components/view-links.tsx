import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { texts } from "../../../texts/texts";
import { VIEWS } from "../lib/views";
import { type TicketSearch, ticketSearch, viewOf } from "../search";

/** The ready lists. They are addresses, so they open in new tabs, too; an open ticket stays open. */
export function ViewLinks({ search }: { search: TicketSearch }) {
  const words = texts.ticketList.views;
  const current = viewOf(search);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current
      ?.querySelector(`[data-view="${current}"]`)
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [current]);
  return (
    <nav aria-label={words.label} className="min-w-0">
      <ul ref={list} className="-mx-1 flex overflow-x-auto px-1 py-1 [scrollbar-width:none]">
        {VIEWS.map((view) => (
          <li key={view}>
            <Link
              to="."
              search={ticketSearch({ view })}
              activeOptions={{ exact: true, includeSearch: true }}
              aria-current={view === current ? "true" : undefined}
              data-view={view}
              className={`flex min-h-10 items-center whitespace-nowrap rounded-control px-3 text-body pointer-coarse:min-h-11 ${view === current ? "bg-accent-tint font-semibold text-accent" : "text-muted hover:bg-sunken hover:text-text"}`}
            >
              {words[view]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
