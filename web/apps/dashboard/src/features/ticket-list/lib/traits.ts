import type { TicketRow } from "@tkt/api/schema";
import type { Traits } from "../../../lib/settle";

export const TICKETS: Traits<TicketRow> = {
  id: (row) => row.ticket_number,
  version: (row) => row.version,
  changedAt: (row) => row.updated_at,
};
