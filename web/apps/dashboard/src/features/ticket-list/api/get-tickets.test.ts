import { beforeEach, expect, test, vi } from "vitest";
import { getTickets } from "./get-tickets";

type Asked = { query: URLSearchParams; tag: string | null };

const asked: Asked[] = [];
let answers: Response[] = [];

vi.mock("../../../lib/authorized-fetch", () => ({
  authorizedFetch: async (request: Request) => {
    asked.push({ query: new URL(request.url).searchParams, tag: request.headers.get("if-none-match") });
    return answers.shift() ?? new Response(null, { status: 304 });
  },
}));

beforeEach(() => {
  asked.length = 0;
  answers = [];
});

const { signal } = new AbortController();

function answerOf(rows: number, next_cursor: string | null, tag: string): Response {
  const items = Array.from({ length: rows }, (_, i) => ({ ticket_number: `${tag}-${i}` }));
  return Response.json({ items, next_cursor, searched_back_to: null }, { headers: { etag: tag } });
}

test("a page is one request where the server fills it", async () => {
  answers = [answerOf(20, "next", '"a"')];
  const page = await getTickets({}, undefined, signal);
  expect(page.list.items).toHaveLength(20);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.query.get("status")).toBe("open,in_progress,pending");
  expect(asked[0]?.tag).toBeNull();
});

test("as long as nothing changes, the very same page is kept", async () => {
  answers = [answerOf(20, "next", '"a"')];
  const first = await getTickets({}, undefined, signal);
  const again = await getTickets({}, first, signal);
  expect(again).toBe(first);
  expect(asked[1]?.tag).toBe('"a"');
});

test("few rows are filled up from where the server stopped looking", async () => {
  answers = [answerOf(3, "c1", '"a"'), answerOf(0, "c2", '"b"'), answerOf(17, "c3", '"c"')];
  const page = await getTickets({ view: "mine" }, undefined, signal);
  expect(page.list.items).toHaveLength(20);
  expect(page.list.next_cursor).toBe("c3");
  expect(asked.map(({ query }) => [query.get("cursor"), query.get("limit")])).toEqual([
    [null, "20"],
    ["c1", "17"],
    ["c2", "17"],
  ]);
});

test("each part is asked for by its own tag, and only while it begins where it did", async () => {
  answers = [answerOf(3, "c1", '"a"'), answerOf(17, null, '"b"')];
  const first = await getTickets({ view: "mine" }, undefined, signal);
  expect(await getTickets({ view: "mine" }, first, signal)).toBe(first);
  expect(asked.slice(2).map(({ tag }) => tag)).toEqual(['"a"', '"b"']);

  answers = [answerOf(4, "c9", '"x"'), answerOf(16, null, '"y"')];
  const changed = await getTickets({ view: "mine" }, first, signal);
  expect(changed).not.toBe(first);
  expect(asked.slice(4).map(({ tag }) => tag)).toEqual(['"a"', null]);
});

test("it does not look for ever, and a search by words goes on only when it is told to", async () => {
  answers = Array.from({ length: 9 }, (_, i) => answerOf(0, `c${i}`, `"${i}"`));
  await getTickets({ view: "mine" }, undefined, signal);
  expect(asked).toHaveLength(5);
  asked.length = 0;
  const found = await getTickets({ q: "invoice" }, undefined, signal);
  expect(asked).toHaveLength(1);
  expect(found.list.next_cursor).toBe("c5");
});

test("a refusal is told as what it is", async () => {
  answers = [Response.json({ detail: "no", errors: [] }, { status: 400 })];
  await expect(getTickets({ cursor: "gone" }, undefined, signal)).rejects.toMatchObject({ kind: "invalid" });
});
