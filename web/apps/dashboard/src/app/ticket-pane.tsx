import { lazyRouteComponent } from "@tanstack/react-router";
import { Empty } from "@tkt/ui/empty";
import { Ticket as TicketIcon } from "lucide-react";
import { useEffect } from "react";
import { later } from "../lib/later";
import { part } from "../lib/part";
import { texts } from "../texts/texts";

/** The ticket that the address names. The list is there before it. */
export const TicketPane = lazyRouteComponent(
  part(() => import("./open-ticket")),
  "OpenTicket",
);

/** In place of a ticket, while none is open. */
export function NoTicket() {
  // One will be opened soon, and then it is there at once. Should this fail, opening tries again.
  useEffect(() => later(() => TicketPane.preload?.()?.catch(() => undefined)), []);
  return (
    <Empty icon={TicketIcon} title={texts.shell.noTicket}>
      {texts.shell.noTicketHint}
    </Empty>
  );
}
