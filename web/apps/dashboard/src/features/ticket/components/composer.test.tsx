import { onlineManager, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Event, Status, TicketWithTimeline } from "@tkt/api/schema";
import { createRef } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { api } from "../../../lib/api";
import { keys } from "../../../lib/keys";
import { ticketWith } from "../lib/fixtures";
import { Composer, type ComposerHandle } from "./composer";

const me = "agent@example.com";

vi.mock("../../../lib/use-session", () => ({
  useMe: () => ({ email: "agent@example.com", role: "agent", workspace: "demo" }),
}));

const spyOnPost = () => vi.spyOn(api, "POST");
let post: ReturnType<typeof spyOnPost>;

beforeEach(() => {
  post = spyOnPost();
});

test("news that came in while an answer was written stops it until they are acknowledged", async () => {
  const user = userEvent.setup();
  const before = ticketWith({ version: 1, timeline: [event(1, "created", me)] });
  const show = renderAt(before);
  await user.type(answerBox(), "It is open.");
  show({ ...before, version: 2, timeline: [...before.timeline, event(2, "noted", "owner@example.com")] });

  await user.type(answerBox(), "{Control>}{Enter}{/Control}");
  expect(post).not.toHaveBeenCalled();
  expect(screen.getByText("owner@example.com wrote an internal note")).toBeDefined();
  await user.click(screen.getByRole("button", { name: "Keep editing" }));
  expect(document.activeElement).toBe(answerBox());
  answersWith(event(3, "answered", me));
  await user.type(answerBox(), "{Control>}{Enter}{/Control}");
  await vi.waitFor(() => expect(answerBox()).toHaveProperty("value", ""));
  expect(post).toHaveBeenCalledOnce();
});

test("a second press while a message is on its way sends nothing", async () => {
  const user = userEvent.setup();
  renderAt(ticketWith());
  post.mockReturnValue(new Promise(() => undefined));
  await user.type(answerBox(), "Once.{Control>}{Enter}{Enter}{/Control}");
  await user.click(screen.getByRole("button", { name: "Send answer" }));
  expect(post).toHaveBeenCalledOnce();
});

test("what is only spaces is not sent", async () => {
  const user = userEvent.setup();
  renderAt(ticketWith());
  await user.type(answerBox(), "  {Control>}{Enter}{/Control}");
  expect(post).not.toHaveBeenCalled();
  expect(screen.getByText("Write something first.")).toBeDefined();
});

test("a second press while an answer is on its way does not undo what was to follow it", async () => {
  const user = userEvent.setup();
  const onStatus = vi.fn();
  renderAt(ticketWith(), onStatus);
  let arrive = () => {};
  post.mockReturnValue(
    new Promise((resolve) => {
      arrive = () =>
        resolve({ data: event(2, "answered", me), response: new Response(null, { status: 201 }) });
    }),
  );
  await user.type(answerBox(), "It is paid back.");
  await user.click(screen.getByRole("button", { name: "More ways to send" }));
  await user.click(await screen.findByRole("menuitem", { name: "Send and mark resolved" }));
  await user.type(answerBox(), "{Control>}{Enter}{/Control}");
  arrive();
  await vi.waitFor(() => expect(answerBox()).toHaveProperty("value", ""));
  expect(onStatus).toHaveBeenCalledExactlyOnceWith("resolved");
});

test("an answer that waited for the network can be written on when others were faster", async () => {
  const user = userEvent.setup();
  const before = ticketWith({ version: 1, timeline: [event(1, "created", me)] });
  const show = renderAt(before);
  await user.type(answerBox(), "It is open.");
  act(() => onlineManager.setOnline(false));
  await user.type(answerBox(), "{Control>}{Enter}{/Control}");
  expect(answerBox()).toHaveProperty("readOnly", true);
  show({ ...before, version: 2, timeline: [...before.timeline, event(2, "noted", "owner@example.com")] });
  act(() => onlineManager.setOnline(true));
  expect(post).not.toHaveBeenCalled();
  expect(answerBox()).toHaveProperty("readOnly", false);
});

function renderAt(
  ticket: TicketWithTimeline,
  onStatus: (status: Status) => void = () => undefined,
): (next: TicketWithTimeline) => void {
  const client = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const handle = createRef<ComposerHandle>();
  const element = (shown: TicketWithTimeline) => {
    client.setQueryData(keys.ticket(shown.ticket_number), shown);
    return (
      <QueryClientProvider client={client}>
        <Composer ticket={shown} handle={handle} onStatus={onStatus} />
      </QueryClientProvider>
    );
  };
  const { rerender } = render(element(ticket));
  return (next) => rerender(element(next));
}

function answerBox() {
  return screen.getByLabelText("Your answer to the customer");
}

function answersWith(body: Event) {
  post.mockResolvedValue({ data: body, response: new Response(null, { status: 201 }) });
}

function event(version: number, kind: Event["kind"], by: string): Event {
  return { version, kind, by, at: "2026-01-12T10:31:00.000Z", changes: [], body: null, mails: [] };
}
