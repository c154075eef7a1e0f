import { Failure } from "@tkt/api/failure";
import { expect, test, vi } from "vitest";
import { ticketWith } from "../lib/fixtures";
import { lastEditor, type Server, saveMerged } from "./save";

const base = ticketWith({ version: 3, status: "open", priority: "medium" });

test("an edit of the newest state is saved over its version", async () => {
  const server = serverAt(base);
  const saved = await saveMerged({ status: "pending" }, base, server);
  expect(server.put).toHaveBeenCalledExactlyOnceWith({ status: "pending" }, 3);
  expect(saved.collisions).toEqual([]);
});

test("a stale edit that does not collide is merged and sent again at once", async () => {
  const newest = { ...base, version: 4, priority: "urgent" as const };
  const server = serverAt(base, newest);
  const saved = await saveMerged({ status: "pending" }, base, server);
  expect(server.put).toHaveBeenLastCalledWith({ status: "pending" }, 4);
  expect(saved.ticket?.version).toBe(5);
});

test("of a stale edit that collides in part the rest is saved", async () => {
  const newest = { ...base, version: 4, title: "Theirs" };
  const server = serverAt(base, newest);
  const saved = await saveMerged({ status: "pending", title: "Mine" }, base, server);
  expect(server.put).toHaveBeenLastCalledWith({ status: "pending" }, 4);
  expect(saved).toMatchObject({ collisions: ["title"], theirs: { title: "Theirs" } });
});

test("what is already so is not sent", async () => {
  const server = serverAt({ ...base, version: 4, status: "pending" });
  const saved = await saveMerged({ status: "pending" }, base, server);
  expect(server.put).not.toHaveBeenCalled();
  expect(saved).toMatchObject({ ticket: undefined, collisions: [] });
});

test("an edit that is always too late fails in the end", async () => {
  const server = serverAt(base);
  server.put.mockRejectedValue(new Failure("stale"));
  await expect(saveMerged({ status: "pending" }, base, server)).rejects.toMatchObject({ kind: "stale" });
  expect(server.put).toHaveBeenCalledTimes(5);
});

test("another failure is not tried again", async () => {
  const server = serverAt(base);
  server.put.mockRejectedValue(new Failure("server"));
  await expect(saveMerged({ status: "pending" }, base, server)).rejects.toMatchObject({ kind: "server" });
  expect(server.put).toHaveBeenCalledOnce();
});

test("the last editor of a field is found in the timeline", () => {
  const edited = (by: string) => ({
    version: 2,
    at: base.created_at,
    by,
    kind: "changed" as const,
    changes: [{ field: "status" as const, from: "open" as const, to: "pending" as const }],
    body: null,
    mails: [],
  });
  const ticket = { ...base, timeline: [edited("a@example.com"), edited("b@example.com")] };
  expect(lastEditor(ticket, "status")).toBe("b@example.com");
  expect(lastEditor(ticket, "title")).toBeUndefined();
});

/** A server that knows `known`, and has `newest`. */
function serverAt(known: typeof base, newest = known) {
  const put = vi.fn<Server["put"]>(async (edit, version) => {
    if (version !== newest.version) throw new Failure("stale");
    return { ...newest, ...edit, version: version + 1 };
  });
  return { known: () => known, fetch: async () => newest, put } satisfies Server;
}
