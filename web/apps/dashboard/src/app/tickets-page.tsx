import { Outlet, useParams } from "@tanstack/react-router";
import { TicketList } from "../features/ticket-list/components/ticket-list";

const ALWAYS_SPLIT = "min-[900px]:grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]";
const SPLIT_BELOW_WIDE = "min-[900px]:max-[1199px]:grid-cols-[minmax(22rem,2fr)_minmax(0,3fr)]";

/** The list, and the ticket that is open: beside it, or over it on a narrow screen. A wide screen without one is the list's alone. */
export function TicketsPage() {
  const { number } = useParams({ strict: false });
  const isOpen = number !== undefined;
  return (
    <div
      className={`grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)] ${isOpen ? ALWAYS_SPLIT : SPLIT_BELOW_WIDE}`}
    >
      <div
        className={`min-h-0 min-w-0 border-line ${isOpen ? "max-[899px]:hidden min-[900px]:border-r" : "min-[900px]:max-[1199px]:border-r"}`}
      >
        <TicketList selected={number} />
      </div>
      <div
        className={`min-h-0 min-w-0 overflow-y-auto ${isOpen ? "" : "max-[899px]:hidden min-[1200px]:hidden"}`}
      >
        <Outlet />
      </div>
    </div>
  );
}
