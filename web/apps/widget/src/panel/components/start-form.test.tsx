import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { LIVE } from "../testing/lines.ts";
import { openPanel } from "../testing/panel.tsx";

const IDLE = { ...LIVE, phase: "idle", person: {} } as const;
const name = () => screen.getByLabelText("Name");
const email = () => screen.getByLabelText("E-mail address");
const button = () => screen.getByRole("button", { name: "Start the chat" });

it("asks who the visitor is, and starts with what they meant", async () => {
  const { engine } = openPanel(IDLE);
  await waitFor(() => expect(document.activeElement).toBe(name()));
  await userEvent.type(name(), " Vera ");
  await userEvent.type(email(), "vera@example.com ");
  await userEvent.click(button());
  expect(engine.start).toHaveBeenCalledExactlyOnceWith({ name: "Vera", email: "vera@example.com" });
});

it("complains once a field was left, and no longer than it is wrong", async () => {
  openPanel(IDLE);
  await userEvent.type(email(), "vera");
  expect(screen.queryByText(/This is not an e-mail address/)).toBeNull();
  await userEvent.tab();
  await screen.findByText(/This is not an e-mail address/);
  expect(email().getAttribute("aria-invalid")).toBe("true");
  await userEvent.type(email(), "@example.com");
  await waitFor(() => expect(screen.queryByText(/This is not an e-mail address/)).toBeNull());
});

it("leads to the first field that is wrong", async () => {
  const { engine } = openPanel(IDLE);
  await userEvent.click(button());
  await screen.findByText("Type your name.");
  expect(document.activeElement).toBe(name());
  expect(engine.start).not.toHaveBeenCalled();
});

it("is filled in by what the page says, but not over what the visitor typed", async () => {
  const { change } = openPanel(IDLE);
  await userEvent.type(name(), "V");
  change({ person: { name: "Maria Rossi", email: "maria@example.com" } });
  await waitFor(() => expect(email()).toHaveProperty("value", "maria@example.com"));
  expect(name()).toHaveProperty("value", "V");
});

it("shows what the server refuses, until it is changed", async () => {
  const { change } = openPanel({ ...IDLE, person: LIVE.person });
  change({ trouble: { kind: "invalid", fields: [{ name: "email", detail: "must be an address" }] } });
  await screen.findByText("This must be an address.");
  await userEvent.type(email(), "x");
  await waitFor(() => expect(screen.queryByText("This must be an address.")).toBeNull());
});

it("does not start before it may", async () => {
  const { engine } = openPanel({
    ...IDLE,
    person: LIVE.person,
    trouble: { kind: "limited", until: Date.now() + 42_000 },
  });
  await screen.findByText(/You can start yours in 0:4\d\./);
  await userEvent.click(button());
  expect(engine.start).not.toHaveBeenCalled();
});
