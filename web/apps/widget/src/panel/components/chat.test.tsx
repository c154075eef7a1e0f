import { fireEvent, screen, waitFor, within } from "@testing-library/dom";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { LIVE, line, TICKET } from "../testing/lines.ts";
import { openPanel } from "../testing/panel.tsx";

const composer = () => screen.getByRole("textbox", { name: "Message" });

it("sends by Enter, and begins a line by Shift and Enter", async () => {
  const { engine } = openPanel(LIVE);
  await userEvent.type(composer(), "Hello{Shift>}{Enter}{/Shift}there");
  expect(engine.send).not.toHaveBeenCalled();
  await userEvent.type(composer(), "{Enter}");
  expect(engine.send).toHaveBeenCalledExactlyOnceWith("Hello\nthere");
  await waitFor(() => expect(composer()).toHaveProperty("value", ""));
});

it("leaves Enter to a word that is being put together", () => {
  const { engine } = openPanel({ ...LIVE, draft: "にほ" });
  fireEvent.keyDown(composer(), { key: "Enter", isComposing: true });
  // Safari's says so by its code alone.
  fireEvent.keyDown(composer(), { key: "Enter", keyCode: 229 });
  expect(engine.send).not.toHaveBeenCalled();
});

it("sends nothing that is blank or too long, and counts near the end", async () => {
  const { engine, change } = openPanel({ ...LIVE, draft: " \n " });
  fireEvent.keyDown(composer(), { key: "Enter" });
  change({ draft: "😀".repeat(1_999) });
  await screen.findByText("1 character left");
  change({ draft: "😀".repeat(2_003) });
  await screen.findByText("3 characters too many");
  fireEvent.keyDown(composer(), { key: "Enter" });
  expect(engine.send).not.toHaveBeenCalled();
});

it("shows text as text, and leads to addresses beside the page", () => {
  const text = '<img src=x onerror="alert(1)"> https://a.example/b.';
  openPanel({ ...LIVE, lines: [line(1, "agent", text)] });
  expect(document.querySelector("img")).toBeNull();
  const link = screen.getByRole("link", { name: "https://a.example/b" });
  expect(link.getAttribute("target")).toBe("_blank");
  expect(link.getAttribute("rel")).toContain("noopener");
});

it("says how far a message has come, and tries a failed one again", async () => {
  const lines = [line(1, "visitor", "one"), line(2, "visitor", "two", { delivery: "sending" })];
  const { engine, change } = openPanel({ ...LIVE, lines });
  screen.getByText("Sending");
  change({ lines: [line(1, "visitor", "one"), line(2, "visitor", "two", { delivery: "failed" })] });
  await screen.findByText("Not sent");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));
  expect(engine.retry).toHaveBeenCalledExactlyOnceWith("2");
  expect(engine.discard).toHaveBeenCalledExactlyOnceWith("2");
});

it("says aloud what comes, not what was there", async () => {
  const { change } = openPanel({ ...LIVE, isLoaded: false });
  const log = screen.getByRole("log");
  change({ isLoaded: true, lines: [line(1, "agent", "Before")] });
  await screen.findByText("Before");
  // Drawn once more: whatever was to be said of the first is said by then.
  change({ draft: "Hm" });
  await waitFor(() => expect(composer()).toHaveProperty("value", "Hm"));
  expect(log.textContent).toBe("");
  change({ lines: [line(1, "agent", "Before"), line(2, "visitor", "Mine"), line(3, "agent", "After")] });
  await waitFor(() => expect(log.textContent).toBe("Demo Shop: After"));
});

it.each([
  [{ kind: "offline" }, "You are offline. What you type is kept and sent later."],
  [{ kind: "server" }, "We cannot be reached just now. What you type is kept and sent later."],
] as const)("tells of trouble: %s", (trouble, words) => {
  openPanel({ ...LIVE, trouble });
  screen.getByText(words);
});

it("lets a closed conversation be opened by writing, and begins a new one after an old one", async () => {
  const { engine, change } = openPanel({ ...LIVE, phase: "closed" });
  screen.getByText("This conversation is closed. Write to open it again.");
  composer();
  change({ phase: "over" });
  await userEvent.click(await screen.findByRole("button", { name: "Start a new chat" }));
  expect(engine.startAnew).toHaveBeenCalledOnce();
  expect(screen.queryByRole("textbox")).toBeNull();
});

it("shows the ticket's card as the server tells it", () => {
  const hidden = { kind: "error", ticket_number: "TKT-00009", message: "We could not show it." } as const;
  openPanel({ ...LIVE, lines: [line(1, "visitor", "TKT-00003 and 9", { cards: [TICKET, hidden] })] });
  const card = within(screen.getByRole("article", { name: "Ticket TKT-00003" }));
  for (const text of ["Wrong <b>invoice</b>", "In progress", "Urgent", "Billing", TICKET.next_step]) {
    card.getByText(text);
  }
  const link = card.getByRole("link", { name: /View full ticket details/ });
  expect(link.getAttribute("href")).toBe("https://support.example.com/track-ticket?ticket=TKT-00003&w=acme");
  within(screen.getByRole("article", { name: "Ticket TKT-00009" })).getByText("We could not show it.");
});

it("offers to go to what came while the visitor reads further up", async () => {
  const { change } = openPanel({ ...LIVE, lines: [line(1, "agent", "One")] });
  const stream = screen.getByRole("region", { name: "Messages" });
  vi.spyOn(stream, "scrollHeight", "get").mockReturnValue(2_000);
  vi.spyOn(stream, "clientHeight", "get").mockReturnValue(400);
  stream.scrollTop = 100;
  fireEvent.scroll(stream);
  change({ lines: [line(1, "agent", "One"), line(2, "agent", "Two")] });
  const button = await screen.findByRole("button", { name: "New messages" });
  expect(stream.scrollTop).toBe(100);
  await userEvent.click(button);
  expect(stream.scrollTop).toBe(2_000);
  await waitFor(() => expect(screen.queryByRole("button", { name: "New messages" })).toBeNull());
});
