import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import { keys } from "../../../lib/keys";
import { ticketWith } from "../lib/fixtures";
import { useEdits } from "./use-edits";

const { put } = vi.hoisted(() => ({ put: vi.fn() }));
vi.mock("../../../lib/api", () => ({ api: { PUT: put } }));

test("an edit over one that was refused collides with nobody", async () => {
  const ticket = ticketWith({ category: "billing" });
  const client = new QueryClient();
  client.setQueryData(keys.ticket(ticket.ticket_number), ticket);
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  const { result } = renderHook(() => useEdits(ticket), { wrapper });
  const refusal = {
    detail: "no",
    errors: [{ pointer: "/category", detail: "is not one of the workspace's" }],
  };
  put.mockResolvedValueOnce({ error: refusal, response: new Response(null, { status: 422 }) });
  put.mockResolvedValueOnce({
    data: { ...ticket, category: "general", version: 2 },
    response: new Response(),
  });
  let refused: Promise<unknown> = Promise.resolve();
  act(() => {
    refused = result.current.save({ category: "gone" });
  });
  expect(result.current.shown.category).toBe("gone");
  await act(async () => {
    expect(await result.current.save({ category: "general" })).toEqual({ kind: "saved" });
  });
  expect(await refused).toMatchObject({ kind: "failed" });
  expect(put).toHaveBeenCalledTimes(2);
  expect(result.current.conflicts).toEqual([]);
});
