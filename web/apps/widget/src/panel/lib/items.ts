import type { Line } from "../../chat/types.ts";

/** What stands in the stream, from above. */
export type Item =
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  | {
      readonly kind: "line";
      readonly key: string;
      readonly line: Line;
      /** Whether the line begins or ends what one person says in one go. */
      readonly first: boolean;
      readonly last: boolean;
    };

const ONE_GO = 5 * 60_000;

/** Lays out the lines: days between them, and where the visitor stopped reading (`lastRead`) at the last visit. */
export function items(lines: readonly Line[], lastRead: number): Item[] {
  const laid: Item[] = [];
  const unread = firstUnread(lines, lastRead);
  lines.forEach((line, index) => {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    if (before === undefined || dayOf(before) !== dayOf(line)) {
      laid.push({ kind: "day", key: `day ${line.key}`, at: line.at });
    }
    if (line === unread) laid.push({ kind: "unread", key: "unread" });
    laid.push({
      kind: "line",
      key: line.key,
      line,
      first: before === undefined || line === unread || !inOneGo(before, line),
      last: after === undefined || after === unread || !inOneGo(line, after),
    });
  });
  return laid;
}

/** Only where something was read before: in a new chat all of it is new. */
function firstUnread(lines: readonly Line[], lastRead: number): Line | undefined {
  if (lastRead === 0) return undefined;
  return lines.find((line) => line.seq !== undefined && line.seq > lastRead && line.from !== "visitor");
}

function inOneGo(before: Line, after: Line): boolean {
  return (
    before.from === after.from &&
    before.name === after.name &&
    (before.delivery === "failed") === (after.delivery === "failed") &&
    after.at - before.at < ONE_GO &&
    dayOf(before) === dayOf(after)
  );
}

function dayOf({ at }: Line): string {
  return new Date(at).toDateString();
}
