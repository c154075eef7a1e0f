type Ids = ReadonlySet<string>;

/** What must be known of the rows of a list. */
export type Traits<Row> = {
  id: (row: Row) => string;
  /** Another one each time that the row changes. */
  version: (row: Row) => number | string;
  changedAt: (row: Row) => string;
};

/** What stands on the screen of what the server said. */
export type Shown<Row> = {
  /** The rows on the screen, in their order. */
  rows: readonly Row[];
  /** The rows as the server had them last. */
  newest: readonly Row[];
  /** The rows that are to be marked for a moment. */
  glowing: Ids;
  /** News that are held back, and glow when they appear. */
  due: Ids;
};

const NONE: Ids = new Set();

export function shownAtFirst<Row>(rows: readonly Row[]): Shown<Row> {
  return { rows, newest: rows, glowing: NONE, due: NONE };
}

/** How the rows of a list come and go. */
export function settling<Row>({ id, version, changedAt }: Traits<Row>) {
  /**
   * Takes the server's newest rows in. While the list is `held`, because somebody points at a row or
   * reads further down, every row stays where it is: what is known of it is renewed, and new rows wait.
   */
  function settle(shown: Shown<Row>, newest: readonly Row[], held: boolean): Shown<Row> {
    const rows = held ? inPlace(shown.rows, newest) : newest;
    const due = new Set([...shown.due, ...news(shown.newest, newest)]);
    const visible = new Set(rows.map(id));
    // What glows already goes on when nothing but the hold has changed.
    const before = newest === shown.newest ? [...shown.glowing] : [];
    const glowing = new Set([...before, ...due].filter((one) => visible.has(one)));
    return { rows, newest, glowing, due: difference(due, visible) };
  }

  /** What waits to be shown: so many new rows, or another order. */
  function held({ rows, newest }: Shown<Row>): { added: number; moved: boolean } {
    const visible = rows.map(id);
    return {
      added: difference(new Set(newest.map(id)), new Set(visible)).size,
      moved: visible.join() !== newest.map(id).join(),
    };
  }

  function inPlace(rows: readonly Row[], newest: readonly Row[]): Row[] {
    const known = new Map(newest.map((row) => [id(row), row]));
    return rows.map((row) => known.get(id(row)) ?? row);
  }

  /**
   * The rows that were changed or came. One that only slid in from the next page, because another
   * left this one, is no news: it was last changed before what was on this page.
   */
  function news(before: readonly Row[], newest: readonly Row[]): string[] {
    const versions = new Map(before.map((row) => [id(row), version(row)]));
    const horizon = Math.max(...before.map((row) => Date.parse(changedAt(row))));
    return newest
      .filter((row) => {
        const known = versions.get(id(row));
        return known === undefined ? Date.parse(changedAt(row)) > horizon : known !== version(row);
      })
      .map(id);
  }

  return { settle, held };
}

function difference(all: Ids, without: Ids): Ids {
  return new Set([...all].filter((one) => !without.has(one)));
}
