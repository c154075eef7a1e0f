import { describe, expect, it } from "vitest";
import { line, NOON } from "../testing/lines.ts";
import { items } from "./items.ts";

const HOUR = 3_600_000;
const kinds = (laid: ReturnType<typeof items>) =>
  laid.map((item) => (item.kind === "line" ? item.key : item.kind));
const ends = (laid: ReturnType<typeof items>) =>
  laid.flatMap((item) =>
    item.kind === "line" ? [`${item.first ? "[" : ""}${item.key}${item.last ? "]" : ""}`] : [],
  );

describe("the stream", () => {
  it("names each day once", () => {
    const lines = [
      line(1, "visitor", "a"),
      line(2, "visitor", "b"),
      line(3, "agent", "c", { at: NOON + 30 * HOUR }),
    ];
    expect(kinds(items(lines, 0))).toEqual(["day", "1", "2", "day", "3"]);
  });

  it("joins what one says in one go", () => {
    const lines = [
      line(1, "visitor", "a"),
      line(2, "visitor", "b"),
      line(3, "agent", "c"),
      line(4, "agent", "d", { at: NOON + HOUR }),
      line(5, "agent", "e", { at: NOON + HOUR, name: "Somebody else" }),
    ];
    expect(ends(items(lines, 0))).toEqual(["[1", "2]", "[3]", "[4]", "[5]"]);
  });

  it("sets apart what could not be sent", () => {
    const lines = [line(1, "visitor", "a"), line(2, "visitor", "b", { delivery: "failed" })];
    expect(ends(items(lines, 0))).toEqual(["[1]", "[2]"]);
  });

  it("marks where the visitor stopped reading", () => {
    const lines = [line(1, "agent", "a"), line(2, "agent", "b"), line(3, "agent", "c")];
    expect(kinds(items(lines, 1))).toEqual(["day", "1", "unread", "2", "3"]);
    expect(ends(items(lines, 1))).toEqual(["[1]", "[2", "3]"]);
  });

  it.each([
    ["in a new chat", [line(1, "agent", "a")], 0],
    ["where all was read", [line(1, "agent", "a")], 1],
    ["for the visitor's own words", [line(1, "agent", "a"), line(2, "visitor", "b")], 1],
  ])("marks nothing %s", (_, lines, lastRead) => {
    expect(kinds(items(lines, lastRead))).not.toContain("unread");
  });
});
