import { answer } from "@tkt/api/client";
import type { TicketList } from "@tkt/api/schema";
import { api } from "../../../lib/api";
import { PRESETS, PRIORITIES, STATUSES } from "../lib/views";
import { pick, sortOf, split, type TicketSearch, viewOf } from "../search";

/** Tickets on a page. */
export const PAGE = 20;
/** Answers of which a page is put together, at most. */
const MOST_PARTS = 5;

/** A page, the answers that it is made of, and what was asked for. */
export type TicketPage = { list: TicketList; parts: readonly Part[]; of: TicketSearch };

/** An answer, and the tag by which the server says that it still holds. */
type Part = { cursor: string | undefined; limit: number; list: TicketList; tag: string | undefined };

/**
 * A page of the list that the address names. Whoever has one already hands it over: it is given back,
 * the very same object, as long as nothing has changed.
 *
 * Where a filter has to look through many tickets (my own among thousands), an answer may have few rows,
 * or none, and go on: then the next ones fill the page.
 *
 * @throws {Failure}
 */
export async function getTickets(
  search: TicketSearch,
  known: TicketPage | undefined,
  signal: AbortSignal,
): Promise<TicketPage> {
  const parts: Part[] = [];
  let missing = PAGE;
  let { cursor } = search;
  do {
    const part = await getPart(search, cursor, missing, known?.parts[parts.length], signal);
    parts.push(part);
    missing -= part.list.items.length;
    cursor = part.list.next_cursor ?? undefined;
    // A search by words tells how far it came, and goes on when it is told to.
  } while (cursor && missing > 0 && search.q === undefined && parts.length < MOST_PARTS);
  const isKnown = known?.parts.length === parts.length && parts.every((part, i) => part === known.parts[i]);
  return isKnown ? known : { list: joined(parts), parts, of: search };
}

async function getPart(
  search: TicketSearch,
  cursor: string | undefined,
  limit: number,
  known: Part | undefined,
  signal: AbortSignal,
): Promise<Part> {
  const tag = known?.cursor === cursor && known?.limit === limit ? known.tag : undefined;
  const { data, response } = await answer(
    api.GET("/ticket", {
      params: {
        query: { ...parameters(search), limit, ...(cursor && { cursor }) },
        ...(tag && { header: { "If-None-Match": tag } }),
      },
      // The tag is ours to send: the browser's own cache would hide that nothing has changed.
      cache: "no-store",
      signal,
    }),
  );
  if (data) return { cursor, limit, list: data, tag: response.headers.get("etag") ?? undefined };
  if (known) return known;
  throw new TypeError("the server says that nothing has changed to whom has nothing");
}

function joined(parts: readonly Part[]): TicketList {
  const last = parts.at(-1)?.list;
  return {
    items: parts.flatMap((part) => part.list.items),
    next_cursor: last?.next_cursor ?? null,
    searched_back_to: last?.searched_back_to ?? null,
  };
}

/** The address in the API's words. */
export function parameters(search: TicketSearch) {
  const preset = PRESETS[viewOf(search)];
  const status = search.status ? pick(search.status, STATUSES) : preset.status;
  const priority = search.priority ? pick(search.priority, PRIORITIES) : preset.priority;
  const assignee = search.assignee ?? preset.assignee;
  const category = split(search.category).join(",");
  return {
    ...(search.q && { q: search.q }),
    ...(status && { status: [...status] }),
    ...(priority && { priority: [...priority] }),
    ...(category && { category }),
    ...(assignee && { assigned_to: [assignee] }),
    ...(search.customer && { customer_email: [search.customer] }),
    ...sortOf(search),
  };
}
