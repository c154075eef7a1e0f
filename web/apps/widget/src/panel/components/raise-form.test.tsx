import { screen, waitFor } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Raised } from "../../chat/types.ts";
import { LIVE, line, TICKET } from "../testing/lines.ts";
import { openPanel } from "../testing/panel.tsx";

const wish = line(2, "visitor", "I want a support ticket", { intent: "raise_ticket" });
const LINES = [line(1, "visitor", "The invoice is wrong."), wish];
const issue = () => screen.getByLabelText("What is it about?");
const wanted = () => screen.queryByRole("button", { name: "Raise Support Ticket" });
const raise = () => userEvent.click(screen.getByRole("button", { name: "Raise the ticket" }));

async function open(snapshot = { ...LIVE, lines: LINES }) {
  const panel = openPanel(snapshot);
  await userEvent.click(screen.getByRole("button", { name: "Raise Support Ticket" }));
  await screen.findByRole("heading", { name: "Raise a support ticket" });
  return panel;
}

it("is offered once where the visitor asks for it, until a ticket was raised", async () => {
  const again = { ...wish, key: "3", seq: 3 };
  const { change } = openPanel({ ...LIVE, lines: [...LINES, again] });
  expect(screen.getAllByRole("button", { name: "Raise Support Ticket" })).toHaveLength(1);
  change({ lines: [...LINES, again, line(4, "system", "Raised.", { cards: [TICKET] })] });
  await waitFor(() => expect(wanted()).toBeNull());
});

it("is filled in from what is known, and takes over what was said", async () => {
  const { engine } = await open();
  expect(screen.getByLabelText("Name")).toHaveProperty("value", "Maria Rossi");
  await waitFor(() => expect(document.activeElement).toBe(issue()));
  await userEvent.type(issue(), "Twice.");
  await userEvent.click(screen.getByRole("button", { name: "Add my last messages" }));
  await waitFor(() => expect(issue()).toHaveProperty("value", "Twice.\n\nThe invoice is wrong."));
  expect(screen.queryByRole("button", { name: "Add my last messages" })).toBeNull();
  await raise();
  const { name, email } = LIVE.person;
  const ticket = { name, email, phone: "", issue: "Twice.\n\nThe invoice is wrong." };
  expect(engine.raise).toHaveBeenCalledExactlyOnceWith(ticket);
});

it("tells the number, copies it, and leads to the tracker", async () => {
  await open();
  await userEvent.type(issue(), "Twice.");
  await raise();
  await screen.findByText("Ticket TKT-00042 is raised. We have sent the number to maria@example.com.");
  await userEvent.click(screen.getByRole("button", { name: "Copy TKT-00042" }));
  await screen.findByText("Copied");
  expect(await navigator.clipboard.readText()).toBe("TKT-00042");
  const link = screen.getByRole("link", { name: /Follow this ticket/ });
  expect(link.getAttribute("href")).toBe("https://support.example.com/track-ticket?ticket=TKT-00042");
  expect(link.getAttribute("rel")).toBe("noopener");
});

it("shows that it is on its way, and is sent once", async () => {
  const { engine } = await open();
  let answer: (raised: Raised) => void = () => undefined;
  engine.raise.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await userEvent.type(issue(), "Twice.");
  await raise();
  const busy = await screen.findByRole("button", { name: "Raising the ticket" });
  await userEvent.click(busy);
  answer({ kind: "raised", number: "TKT-00042" });
  await screen.findByText(/Ticket TKT-00042 is raised/);
  expect(engine.raise).toHaveBeenCalledOnce();
});

it("leaves who went back to the chat meanwhile where they write", async () => {
  const { engine } = await open();
  let answer: (raised: Raised) => void = () => undefined;
  engine.raise.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await userEvent.type(issue(), "Twice.");
  await raise();
  await userEvent.click(screen.getByRole("button", { name: "Back to the chat" }));
  const composer = await screen.findByRole("textbox", { name: "Message" });
  answer({ kind: "raised", number: "TKT-00042" });
  await userEvent.type(composer, "Hello");
  expect(composer).toHaveProperty("value", "Hello");
  expect(screen.queryByText(/Ticket TKT-00042 is raised/)).toBeNull();
});

it("tells the number to who went back without a conversation that would", async () => {
  const { engine, change } = await open();
  let answer: (raised: Raised) => void = () => undefined;
  engine.raise.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await userEvent.type(issue(), "Twice.");
  await raise();
  change({ phase: "idle" });
  await userEvent.click(screen.getByRole("button", { name: "Back to the chat" }));
  await screen.findByRole("button", { name: "Start the chat" });
  answer({ kind: "raised", number: "TKT-00042" });
  await screen.findByText(/Ticket TKT-00042 is raised/);
});

it("takes the focus when it is opened with the number of a ticket", async () => {
  const { engine, draw } = await open();
  let answer: (raised: Raised) => void = () => undefined;
  engine.raise.mockReturnValue(new Promise((resolve) => (answer = resolve)));
  await userEvent.type(issue(), "Twice.");
  await raise();
  draw(false);
  answer({ kind: "raised", number: "TKT-00042" });
  const heading = await screen.findByRole("heading", { name: "Ticket raised" });
  await userEvent.click(document.body);
  expect(document.activeElement).not.toBe(heading);
  draw(true);
  await waitFor(() => expect(document.activeElement).toBe(heading));
});

it("keeps nothing before something is typed, and a refused field marked until it is changed", async () => {
  const { engine } = openPanel({ ...LIVE, person: {} });
  await userEvent.click(screen.getByRole("button", { name: "More" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Raise a ticket" }));
  const email = await screen.findByLabelText("E-mail address");
  await userEvent.click(email);
  await userEvent.tab();
  expect(engine.ticketDraft()).toBeUndefined();
  const fields = [{ name: "visitor_email", detail: "must be an e-mail address" }];
  engine.raise.mockResolvedValueOnce({ kind: "invalid", fields });
  await userEvent.type(screen.getByLabelText("Name"), "Maria");
  await userEvent.type(email, "maria@example.com");
  await userEvent.type(issue(), "Twice.");
  await raise();
  await screen.findByText("This must be an e-mail address.");
  await userEvent.click(email);
  await userEvent.tab();
  screen.getByText("This must be an e-mail address.");
});

it("keeps every word when it fails, and tries the same again", async () => {
  const { engine } = await open();
  engine.raise.mockResolvedValueOnce({ kind: "server" });
  await userEvent.type(issue(), "Twice.");
  await raise();
  await screen.findByText(/What you typed is kept; try again/);
  expect(issue()).toHaveProperty("value", "Twice.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await screen.findByText(/Ticket TKT-00042 is raised/);
  expect(engine.raise.mock.calls[0]).toEqual(engine.raise.mock.calls[1]);
});

it("waits where too many tickets were raised", async () => {
  const { engine } = await open();
  engine.raise.mockResolvedValueOnce({ kind: "limited", until: Date.now() + 42_000 });
  await userEvent.type(issue(), "Twice.");
  await raise();
  await screen.findByText(/try again in 0:4\d\./);
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(engine.raise).toHaveBeenCalledOnce();
});

it("keeps what was typed while the visitor goes back to the chat", async () => {
  const { engine } = await open();
  await userEvent.type(issue(), "Twice.");
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(wanted()).not.toBeNull());
  expect(engine.ticketDraft()?.issue).toBe("Twice.");
  await userEvent.click(screen.getByRole("button", { name: "Raise Support Ticket" }));
  await waitFor(() => expect(issue()).toHaveProperty("value", "Twice."));
});
