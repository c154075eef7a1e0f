import type { Line } from "../../chat/types.ts";

/** The tracker's page for a ticket, relative to the script's origin: as its card names it, if the chat has one. */
export function ticketPath(number: string, lines: readonly Line[]): string {
  const card = ticketCards(lines).find(({ ticket_number }) => ticket_number === number);
  return card?.url ?? `${trackerPath(lines, { ticket: number })}`;
}

/** The tracker's page. Cards' links know which workspace this is, unless it is the first. */
export function trackerPath(lines: readonly Line[], asked: Readonly<Record<string, string>> = {}): string {
  const url = ticketCards(lines)[0]?.url ?? "";
  const workspace = new URLSearchParams(url.split("?")[1]).get("w");
  const query = new URLSearchParams({ ...asked, ...(workspace && { w: workspace }) }).toString();
  return query === "" ? "/track-ticket" : `/track-ticket?${query}`;
}

function ticketCards(lines: readonly Line[]) {
  return lines.flatMap(({ cards }) => cards).filter((card) => card.kind === "ticket");
}
