import { someone } from "../fixtures/api";
import { expect, test } from "../fixtures/test";

const TRACK = "**/api/track";

test.describe("past the limit", () => {
  test.use({ fresh: true });

  test("the page counts down, and lets the customer search again after that", async ({
    tracker,
    api,
    stack,
    problems,
    axe,
    noHorizontalScroll,
  }) => {
    problems.allow(/429/);
    const { ticket_number, customer_email } = await api.create();
    for (let miss = 0; miss < 10; miss += 1) {
      const body = JSON.stringify({ ticket_number, email: someone().customer_email });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${stack.url}/api/track`, { method: "POST", headers, body });
      expect(answer.status).toBe(404);
    }
    const { page } = tracker;
    await page.clock.install();
    await tracker.open();
    await tracker.search(ticket_number, customer_email);
    await expect(page.getByText(/^Too many tries\. You can search again in \d+:\d\d\.$/)).toBeVisible();
    const button = page.getByRole("button", { name: "Search" });
    await expect(button).toBeDisabled();
    await expect(page.getByLabel("E-mail address")).toHaveValue(customer_email);

    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      await axe(page);
      await noHorizontalScroll(page);
    }

    const time = await page
      .getByText(/^Too many tries/)
      .first()
      .textContent();
    await page.clock.runFor(2_000);
    await expect(page.getByText(/^Too many tries/).first()).not.toHaveText(time ?? "");
    await page.clock.fastForward("16:00");
    await expect(page.getByText("You can search again now.")).toBeVisible();
    await expect(button).toBeEnabled();
  });
});

test("when the server is in trouble, what was typed stays and can be tried again", async ({
  tracker,
  api,
  problems,
}) => {
  problems.allow(/500/);
  const { ticket_number, customer_email, title } = await api.create();
  const { page } = tracker;
  await page.route(TRACK, (route) =>
    route.fulfill({ status: 500, json: { message: "Internal Server Error" } }),
  );
  await tracker.open();
  await tracker.search(ticket_number, customer_email);
  await expect(page.getByRole("alert")).toContainText("Something went wrong on our side.");
  await expect(page.getByLabel("E-mail address")).toHaveValue(customer_email);
  await page.unroute(TRACK);
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("a server that cannot be reached is told apart from being offline", async ({
  tracker,
  api,
  problems,
}) => {
  problems.allow(/ERR_CONNECTION_REFUSED/);
  const { ticket_number, customer_email } = await api.create();
  const { page } = tracker;
  await page.route(TRACK, (route) => route.abort("connectionrefused"));
  await tracker.open();
  await tracker.search(ticket_number, customer_email);
  await expect(page.getByText(/^We could not be reached\./)).toBeVisible();
});

test("a search that was begun offline goes on when the browser is back", async ({
  tracker,
  api,
  problems,
}) => {
  problems.allow(/ERR_INTERNET_DISCONNECTED/);
  const { ticket_number, customer_email, title } = await api.create();
  const { page } = tracker;
  await tracker.open();
  await page.context().setOffline(true);
  await tracker.search(ticket_number, customer_email);
  await expect(page.getByText(/^You are offline\. What you typed is kept/)).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
});

test("while the answer is on its way the button says so, and takes no second click", async ({
  tracker,
  api,
}) => {
  const { ticket_number, customer_email, title } = await api.create();
  const { page } = tracker;
  let asked = 0;
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(TRACK, async (route) => {
    asked += 1;
    await held;
    await route.continue();
  });
  await tracker.open();
  await tracker.search(ticket_number, customer_email);
  const button = page.getByRole("button", { name: "Search" });
  await expect(button).toHaveAttribute("aria-busy", "true");
  await button.press("Enter");
  await page.getByLabel("E-mail address").press("Enter");
  letGo();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  expect(asked).toBe(1);
});
