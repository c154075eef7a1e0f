import type { UpdateTicket } from "@tkt/api/schema";
import { describe, expect, test } from "vitest";
import { EDITABLE, merge, only, type Values } from "./merge";

const base: Values = {
  title: "Wrong invoice",
  description: "I paid twice.",
  status: "open",
  priority: "medium",
  category: "billing",
  assigned_to: null,
  resolution_notes: null,
};

describe("an edit laid over another's", () => {
  const cases: [string, UpdateTicket, Partial<Values>, UpdateTicket, string[]][] = [
    [
      "goes as it is where nobody else changed anything",
      { status: "pending" },
      {},
      { status: "pending" },
      [],
    ],
    [
      "keeps what they changed elsewhere",
      { status: "pending" },
      { priority: "high" },
      { status: "pending" },
      [],
    ],
    [
      "collides where both changed the same field",
      { status: "pending" },
      { status: "closed" },
      {},
      ["status"],
    ],
    ["needs no sending where both chose the same", { status: "closed" }, { status: "closed" }, {}, []],
    [
      "leaves their change alone where mine changes nothing",
      { title: base.title },
      { title: "Refund" },
      {},
      [],
    ],
    [
      "sends the one field, and holds back the other",
      { status: "pending", title: "A" },
      { title: "B" },
      { status: "pending" },
      ["title"],
    ],
    [
      "tells taking the assignee away from leaving it",
      { assigned_to: null },
      { assigned_to: "a@example.com" },
      {},
      [],
    ],
    ["clears notes that nobody else touched", { resolution_notes: null }, {}, {}, []],
  ];
  test.each(cases)("%s", (_, mine, changed, send, collisions) => {
    expect(merge(base, mine, { ...base, ...changed })).toEqual({ send, collisions });
  });

  test("for every mixture of changes loses nothing of either side", () => {
    const values = { title: ["A", "B"], description: ["C", "D"], status: ["pending", "closed"] } as const;
    const choices = [undefined, 0, 1] as const;
    for (const mine of mixtures(choices)) {
      for (const theirs of mixtures(choices)) {
        const my: UpdateTicket = chosen(mine);
        const after = { ...base, ...chosen(theirs) };
        const { send, collisions } = merge(base, my, after);
        const saved = { ...after, ...send };
        for (const field of EDITABLE) {
          const wanted = my[field];
          // Mine is saved, or was never asked for, or is shown as a collision.
          const isKept = wanted === undefined || saved[field] === wanted || collisions.includes(field);
          expect(isKept).toBe(true);
          // Theirs is never undone.
          if (after[field] !== base[field]) expect(saved[field]).toBe(after[field]);
        }
      }
    }
    function chosen([title, description, status]: (0 | 1 | undefined)[]): Partial<
      Pick<Values, "title" | "description" | "status">
    > {
      return {
        ...(title !== undefined && { title: values.title[title] }),
        ...(description !== undefined && { description: values.description[description] }),
        ...(status !== undefined && { status: values.status[status] }),
      };
    }
  });
});

test("one field is taken out of an edit, null too", () => {
  expect(only({ title: "A", assigned_to: null }, "assigned_to")).toEqual({ assigned_to: null });
});

function mixtures<T>(choices: readonly T[]): T[][] {
  return choices.flatMap((a) => choices.flatMap((b) => choices.map((c) => [a, b, c])));
}
