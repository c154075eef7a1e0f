import { words } from "@tkt/ui/words";
import { texts } from "../../../texts/texts";
import type { News } from "./follow";

/** News in a sentence or two. */
export function tell({ events, status }: News): string {
  const { news } = texts.ticket;
  const kinds = new Set(events.map((event) => event.kind));
  const told = [...kinds].map((kind) => news[kind]);
  // That a ticket is resolved has been said already.
  if (status && !(status === "resolved" && kinds.has("resolved")))
    told.push(news.status(words.status[status]));
  return told.join(" ") || news.changed;
}
