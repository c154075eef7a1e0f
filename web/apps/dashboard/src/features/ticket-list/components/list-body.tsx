import { Button } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Notice } from "@tkt/ui/notice";
import { WifiOff } from "lucide-react";
import { FailureNotice } from "../../../components/failure-notice";
import { texts } from "../../../texts/texts";
import type { useTickets } from "../api/use-tickets";
import type { TicketTable as Table } from "../lib/table";
import type { Layout } from "../lib/use-layout";
import { NO_FILTERS, type TicketSearch, ticketSearch, withFilters } from "../search";
import { ListEmpty } from "./list-empty";
import { ListSkeleton } from "./list-skeleton";
import { TicketItems } from "./ticket-items";
import { TicketTable } from "./ticket-table";

type Props = {
  search: TicketSearch;
  tickets: ReturnType<typeof useTickets>;
  table: Table;
  layout: Layout;
  glowing: ReadonlySet<string>;
  selected: string | undefined;
  onGo: (search: TicketSearch) => void;
};

/** The rows, or why there are none. */
export function ListBody({ search, tickets, table, layout, glowing, selected, onGo }: Props) {
  const { data, error, fetchStatus, refetch } = tickets;
  if (!data) {
    if (error) return <Failed search={search} error={error} onRetry={() => refetch()} onGo={onGo} />;
    if (fetchStatus === "paused") {
      const { title, hint } = texts.ticketList.offline;
      return (
        <Empty icon={WifiOff} title={title}>
          {hint}
        </Empty>
      );
    }
    return <ListSkeleton layout={layout} />;
  }
  if (table.getRowModel().rows.length === 0) {
    return <ListEmpty search={data.of} list={data.list} onGo={onGo} />;
  }
  if (layout === "table") return <TicketTable table={table} glowing={glowing} />;
  return <TicketItems table={table} glowing={glowing} selected={selected} asCards={layout === "cards"} />;
}

type FailedProps = Pick<Props, "search" | "onGo"> & {
  error: NonNullable<Props["tickets"]["error"]>;
  onRetry: () => void;
};

function Failed({ search, error, onRetry, onGo }: FailedProps) {
  const words = texts.ticketList;
  if (error.kind !== "invalid") {
    return (
      <div className="p-4">
        <FailureNotice failure={error} onRetry={onRetry} />
      </div>
    );
  }
  const without = withFilters(search, { ...NO_FILTERS, q: undefined });
  return (
    <div className="p-4">
      <Notice
        tone="error"
        action={<Button onClick={() => onGo(ticketSearch(without))}>{words.filters.clear}</Button>}
      >
        {words.refused}
      </Notice>
    </div>
  );
}
