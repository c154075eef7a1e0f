import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { StrictMode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { queryClient } from "../../../lib/query-client";
import { sampleTicket } from "../lib/samples";
import { TrackPage } from "./track-page";

const asked: unknown[] = [];
let reply: () => Response;

beforeEach(() => {
  asked.length = 0;
  reply = () => Response.json(sampleTicket());
  vi.stubGlobal("fetch", async (request: Request) => {
    asked.push(await request.json());
    return reply();
  });
  vi.stubGlobal("scrollTo", () => {});
});

afterEach(() => {
  queryClient.clear();
  history.replaceState(null, "", "/");
  vi.unstubAllGlobals();
});

test("a ticket that is found takes the page, its title and the focus", async () => {
  await searchFor("#tkt-3", "Maria <maria@example.com>");
  const heading = await screen.findByRole("heading", { level: 1, name: "Wrong invoice" });
  expect(document.activeElement).toBe(heading);
  expect(document.title).toBe("TKT-00003: Wrong invoice");
  expect(asked).toEqual([{ ticket_number: "TKT-00003", email: "maria@example.com", workspace: null }]);
});

test("the address reaches neither the address bar nor any storage", async () => {
  await searchFor("TKT-00003", "maria@example.com");
  await screen.findByRole("heading", { name: "Wrong invoice" });
  expect(location.search).toBe("?ticket=TKT-00003");
  expect({ ...localStorage, ...sessionStorage }).toEqual({});
  expect(document.cookie).toBe("");
});

test("a link fills the number in and passes the workspace", async () => {
  history.replaceState(null, "", "/track-ticket?ticket=TKT-00003&w=demo&email=maria@example.com");
  show();
  expect(field(/number/i).value).toBe("TKT-00003");
  expect(field(/e-mail/i).value).toBe("");
  await waitFor(() => expect(document.activeElement).toBe(field(/e-mail/i)));
  await userEvent.keyboard("maria@example.com{Enter}");
  await waitFor(() => expect(asked).toEqual([expect.objectContaining({ workspace: "demo" })]));
});

test("the one error leaves what was typed, and the same question can be asked again", async () => {
  reply = () => Response.json({ detail: "", errors: [] }, { status: 404 });
  await searchFor("TKT-00009", "maria@example.com");
  expect((await screen.findByRole("alert")).textContent).toMatch(/^We could not find a ticket/);
  expect([field(/number/i).value, field(/e-mail/i).value]).toEqual(["TKT-00009", "maria@example.com"]);
  await userEvent.click(searchButton());
  await waitFor(() => expect(asked).toHaveLength(2));
});

test("past the limit nothing is sent until the time has come", async () => {
  reply = () => Response.json({}, { status: 429, headers: { "retry-after": "872" } });
  await searchFor("3", "maria@example.com");
  await screen.findByText("Too many tries. You can search again in 14:32.");
  expect(searchButton().getAttribute("aria-disabled")).toBe("true");
  await userEvent.type(field(/e-mail/i), "{Enter}");
  expect(asked).toHaveLength(1);
});

test("a field that the API refuses says so beside itself", async () => {
  const errors = [{ pointer: "/email", detail: "must be an e-mail address" }];
  reply = () => Response.json({ detail: "", errors }, { status: 422 });
  await searchFor("3", "maria@localhost.x");
  await screen.findByText(/^This is not an e-mail address/);
  await waitFor(() => expect(document.activeElement).toBe(field(/e-mail/i)));
});

test("the server's trouble can be tried again, and the search after a ticket finds what was typed", async () => {
  const found = reply;
  reply = () => Response.json({ message: "Internal Server Error" }, { status: 500 });
  await searchFor("3", "maria@example.com");
  await screen.findByText(/^Something went wrong on our side/);
  reply = found;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  await userEvent.click(await screen.findByRole("button", { name: "Search another ticket" }));
  expect(field(/e-mail/i).value).toBe("maria@example.com");
  await waitFor(() => expect(document.activeElement).toBe(field(/number/i)));
});

function show() {
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <TrackPage />
      </QueryClientProvider>
    </StrictMode>,
  );
}

async function searchFor(number: string, email: string) {
  show();
  await userEvent.type(field(/number/i), number);
  await userEvent.type(field(/e-mail/i), email);
  await userEvent.click(searchButton());
}

const field = (label: RegExp) => screen.getByLabelText<HTMLInputElement>(label);
const searchButton = () => screen.getByRole("button", { name: "Search" });
