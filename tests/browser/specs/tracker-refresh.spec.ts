import { expect, test } from "../fixtures/test";
import { setVisibility } from "../fixtures/visibility";

const TRACK = "**/api/track";

test("what an agent does shows within half a minute, glows, and is announced", async ({ tracker, api }) => {
  const { page } = tracker;
  const { ticket_number, customer_email } = await api.create();
  await page.clock.install();
  await tracker.show(ticket_number, customer_email);
  await api.answer(ticket_number, "We are looking into it.");
  await api.update(ticket_number, { status: "in_progress" });
  await page.clock.fastForward(31_000);
  const step = page.getByRole("listitem").filter({ hasText: "We are looking into it." });
  await expect(step.locator(".animate-glow").first()).toBeVisible();
  await expect(
    page.getByRole("status").filter({ hasText: "There is an answer to your ticket." }),
  ).toContainText("The status is now: In progress.");
  await expect(page.getByText(/^Your ticket is being worked on\./)).toBeVisible();

  await api.answer(ticket_number, "It is done.");
  await page.clock.fastForward(31_000);
  await expect(page.getByText("It is done.")).toBeVisible();
  await expect(step.locator(".animate-glow")).toHaveCount(0);
});

test("it does not look while nobody looks at it, and looks at once on return", async ({ tracker, api }) => {
  const { page } = tracker;
  const { ticket_number, customer_email } = await api.create();
  await page.clock.install();
  await tracker.show(ticket_number, customer_email);
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/track")) asked += 1;
  });
  await setVisibility(page, "hidden");
  await page.clock.runFor("10:00");
  expect(asked).toBe(0);
  await api.answer(ticket_number, "While you were away.");
  await setVisibility(page, "visible");
  await expect(page.getByText("While you were away.")).toBeVisible();
  expect(asked).toBe(1);
});

test("offline the ticket stays, with the time of the last news; back again, it is fresh at once", async ({
  tracker,
  api,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const { page } = tracker;
  const { ticket_number, customer_email, title } = await api.create();
  await tracker.show(ticket_number, customer_email);
  await page.context().setOffline(true);
  await expect(page.getByText(/^You are offline\. You see the ticket as it was at \d\d:\d\d;/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await api.answer(ticket_number, "You were in a tunnel.");
  await page.context().setOffline(false);
  await expect(page.getByText("You were in a tunnel.")).toBeVisible();
  await expect(page.getByText(/^You are offline/)).toHaveCount(0);
});

test("a look that fails leaves the ticket, and can be repeated", async ({ tracker, api, problems }) => {
  problems.allow(/500/);
  const { page } = tracker;
  const { ticket_number, customer_email, title } = await api.create();
  await page.clock.install();
  await tracker.show(ticket_number, customer_email);
  await page.route(TRACK, (route) =>
    route.fulfill({ status: 500, json: { message: "Internal Server Error" } }),
  );
  await page.clock.fastForward(31_000);
  await expect(page.getByText(/^We could not look for news\./)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await page.unroute(TRACK);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^We could not look for news\./)).toHaveCount(0);
});

test("a ticket that was deleted says so, and is not looked for again", async ({ tracker, api, problems }) => {
  problems.allow(/404/);
  const { page } = tracker;
  const { ticket_number, customer_email } = await api.create();
  await page.clock.install();
  await tracker.show(ticket_number, customer_email);
  await api.delete(ticket_number);
  await page.clock.fastForward(31_000);
  await expect(page.getByRole("alert")).toContainText(
    "This ticket is no longer here; it may have been deleted.",
  );
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/track")) asked += 1;
  });
  await page.clock.runFor("05:00");
  await setVisibility(page, "hidden");
  await setVisibility(page, "visible");
  expect(asked).toBe(0);
});
