import {
  createColumnHelper,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import type { TicketRow } from "@tkt/api/schema";
import { useMemo } from "react";
import { hasPriorityOrder, sortOf, type TicketSearch } from "../search";
import { ORDERS, SORTS } from "./views";

const features = tableFeatures({ rowSortingFeature });
const helper = createColumnHelper<typeof features, TicketRow>();

/** What a list tells of a ticket. How it looks is the components' affair. */
const columns = helper.columns([
  helper.accessor("ticket_number", { id: "number", enableSorting: false }),
  helper.accessor("title", { id: "title", enableSorting: false }),
  helper.accessor("status", { id: "status", enableSorting: false }),
  helper.accessor("priority", { id: "priority" }),
  helper.accessor("customer_name", { id: "customer", enableSorting: false }),
  helper.accessor("assigned_to", { id: "assignee", enableSorting: false }),
  helper.accessor("created_at", { id: "created" }),
  helper.accessor("updated_at", { id: "updated" }),
]);

const withoutPriority = columns.map((column) =>
  column.id === "priority" ? { ...column, enableSorting: false } : column,
);

export type TicketTable = ReturnType<typeof useTicketTable>;

/** The page of tickets as a table, sorted by the server: `onSort` is told what somebody asks for. */
export function useTicketTable(
  rows: readonly TicketRow[],
  search: TicketSearch,
  onSort: (change: Pick<TicketSearch, "sort" | "order">) => void,
) {
  const { sort, order } = sortOf(search);
  const sorting = useMemo<SortingState>(() => [{ id: sort, desc: order === "desc" }], [sort, order]);
  return useTable({
    features,
    columns: hasPriorityOrder(search) ? columns : withoutPriority,
    data: rows,
    getRowId: (row) => row.ticket_number,
    state: { sorting },
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    sortDescFirst: true,
    onSortingChange: (updater: Updater<SortingState>) => {
      const [next] = typeof updater === "function" ? updater(sorting) : updater;
      const chosen = SORTS.find((one) => one === next?.id);
      if (next && chosen) onSort({ sort: chosen, order: ORDERS[next.desc ? 0 : 1] });
    },
  });
}
