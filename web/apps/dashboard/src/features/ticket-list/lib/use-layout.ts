import { useMedia } from "../../../lib/use-media";

/** A table where it has the width of the screen, two-line rows beside a ticket, cards on a small screen. */
export type Layout = "table" | "compact" | "cards";

export function useLayout(isBesideTicket: boolean): Layout {
  const isMedium = useMedia("(min-width: 900px)");
  const isWide = useMedia("(min-width: 1200px)");
  if (!isMedium) return "cards";
  return isWide && !isBesideTicket ? "table" : "compact";
}
