import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { Edits } from "../api/use-edits";
import { ticketWith } from "../lib/fixtures";
import ResolveDialog from "./resolve-dialog";

vi.mock("../../../lib/use-session", () => ({
  useMe: () => ({ email: "agent@example.com", role: "agent", workspace: "demo" }),
}));

test("notes that somebody else changes while the question is asked are not overwritten", async () => {
  const user = userEvent.setup();
  const save = vi.fn<Edits["save"]>().mockResolvedValue({ kind: "saved" });
  const at = (resolution_notes: string, version: number) => (
    <ResolveDialog
      edits={{
        shown: ticketWith({ resolution_notes, version }),
        save,
        isSaving: () => false,
        conflicts: [],
        takeMine: async () => ({ kind: "saved" }),
        takeTheirs: () => undefined,
      }}
      onClose={() => undefined}
    />
  );
  const { rerender } = render(at("Refunded.", 1));
  rerender(at("Refunded by bank transfer.", 2));
  await user.click(screen.getByRole("button", { name: "Resolve ticket" }));
  expect(save).toHaveBeenCalledWith(
    { status: "resolved", resolution_notes: "Refunded." },
    expect.objectContaining({ resolution_notes: "Refunded." }),
  );
});
