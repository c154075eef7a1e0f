import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from "@tanstack/react-router";
import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { type ReactNode, useState } from "react";
import { expect, test, vi } from "vitest";
import { showToasts, type Told } from "../../../components/toast-queue";
import type { Prefill } from "../../../lib/create-ticket";
import { CreateTicketDialog } from "./create-ticket-dialog";

// The whole dialog is drawn, which takes a while where other tests run beside.
vi.setConfig({ testTimeout: 20_000 });
configure({ asyncUtilTimeout: 5_000 });

const sent = vi.hoisted(() => vi.fn());

vi.mock("../../../lib/use-session", () => ({
  useMe: () => ({ email: "agent@example.com", role: "agent", workspace: "demo" }),
  useSession: () => ({ state: "out" }),
}));
vi.mock("../../../lib/api", async () => {
  const { createApi } = await import("@tkt/api/client");
  return { api: createApi(sent) };
});

const VISITOR = { customerName: "Maria Rossi", customerEmail: "maria@example.com", conversationId: "c-1" };

test("from a conversation the customer is given, and the agent stays there with the number", async () => {
  sent.mockImplementation(async (request: Request) => {
    if (request.method === "GET")
      return Response.json({ items: [], next_cursor: null, searched_back_to: null });
    const body = await request.json();
    expect(body).toMatchObject({ conversation_id: "c-1", title: "Wrong invoice" });
    expect(body).not.toHaveProperty("customer_email");
    const ticket = { ...body, ticket_number: "TKT-00004", customer_email: "maria@example.com" };
    return Response.json(ticket, { status: 201 });
  });
  const user = userEvent.setup();
  const onClose = vi.fn();
  await show(<CreateTicketDialog request={VISITOR} onClose={onClose} />);

  expect(await screen.findByText("maria@example.com")).toBeTruthy();
  expect(screen.queryByLabelText("E-mail")).toBeNull();
  await fill(user, screen.getByLabelText("Title"), "Wrong invoice");
  await fill(user, screen.getByLabelText("Description"), "Two amounts.");
  await user.click(screen.getByRole("button", { name: "Create ticket" }));

  expect(await screen.findByRole("dialog", { name: "Ticket TKT-00004 is created" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Copy TKT-00004" })).toBeTruthy();
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole("button", { name: "Done" }));
  expect(onClose).toHaveBeenCalledOnce();
});

test("what was said is taken into the description: the visitor's last words are chosen", async () => {
  sent.mockImplementation(async () =>
    Response.json({ items: [], next_cursor: null, searched_back_to: null }),
  );
  const user = userEvent.setup();
  const at = "2026-01-12T10:31:00.000Z";
  const messages = [
    { seq: 1, from: "visitor", name: "Maria Rossi", text: "My invoice is wrong", at },
    { seq: 2, from: "agent", name: "agent@example.com", text: "In which way?", at },
    { seq: 3, from: "visitor", name: "Maria Rossi", text: "Two amounts", at },
  ] as const;
  await show(<CreateTicketDialog request={{ ...VISITOR, messages }} onClose={vi.fn()} />);

  const group = within(await screen.findByRole("group", { name: "From the conversation" }));
  const chosen = group.getAllByRole<HTMLInputElement>("checkbox").map((box) => box.checked);
  expect(chosen).toEqual([true, false, true]);
  await user.click(group.getByRole("checkbox", { name: /In which way/ }));
  await user.click(group.getByRole("checkbox", { name: /My invoice/ }));
  await fill(user, screen.getByLabelText("Description"), "She called.");
  await user.click(group.getByRole("button", { name: "Add 2 messages to description" }));

  expect(screen.getByLabelText<HTMLTextAreaElement>("Description").value).toBe(
    "She called.\n\nSupport: In which way?\nMaria Rossi: Two amounts",
  );
  expect(document.activeElement).toBe(screen.getByLabelText("Description"));
  expect(group.getByRole("status").textContent).toBe("2 messages are added.");
});

test.each([
  [
    "fails",
    () => new Response(null, { status: 500 }),
    { title: "The ticket is not created", label: "Open draft" },
  ],
  [
    "succeeds",
    () => Response.json({ ticket_number: "TKT-00004", conversation_id: "c-1" }, { status: 201 }),
    { title: "Ticket TKT-00004 is created after all", label: "Open ticket" },
  ],
])(
  "a sending that %s after the dialog was closed is told all the same",
  async (_, answer, { title, label }) => {
    let resolve: (answer: Response) => void = () => undefined;
    const promise = new Promise<Response>((done) => {
      resolve = done;
    });
    sent.mockImplementation(({ method }: Request) =>
      method === "POST" ? promise : Promise.resolve(Response.json({ items: [], next_cursor: null })),
    );
    const told: Told[] = [];
    showToasts((news) => told.push(news));
    const user = userEvent.setup();
    const shown = await show(<Closable />);
    await fill(user, await screen.findByLabelText("Title"), "Wrong invoice");
    await fill(user, screen.getByLabelText("Description"), "Two amounts.");
    await user.click(screen.getByRole("button", { name: "Create ticket" }));
    await user.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByLabelText("Title")).toBeNull());
    expect(told).toEqual([]);
    resolve(answer());
    await waitFor(() => expect(told).toMatchObject([{ title, action: { label } }]));
    shown.unmount();
  },
);

function Closable() {
  const [request, setRequest] = useState<Prefill | undefined>(VISITOR);
  return <CreateTicketDialog request={request} onClose={() => setRequest(undefined)} />;
}

/** Pasted, since a key at a time takes long on a busy machine. */
async function fill(user: UserEvent, field: HTMLElement, text: string) {
  await user.click(field);
  await user.paste(text);
}

async function show(view: ReactNode) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createRouter({
    routeTree: createRootRoute({ component: () => view }),
    history: createMemoryHistory(),
  });
  await router.load();
  return render(
    <QueryClientProvider client={queries}>
      <RouterProvider<typeof router> router={router} />
    </QueryClientProvider>,
  );
}
