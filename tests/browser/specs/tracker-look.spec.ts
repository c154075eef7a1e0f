import { someone } from "../fixtures/api";
import { longAddress } from "../fixtures/people";
import { expect, test } from "../fixtures/test";

const HOSTILE = {
  customer_name: `مريم ${"A".repeat(90)}`,
  title: `<b>${"W".repeat(190)}</b>`,
  description: `<script>alert(1)</script>\n${"x".repeat(400)}\nمرحبا، الفاتورة خاطئة\n👩‍👩‍👧‍👦🔥`,
  priority: "urgent",
} as const;

for (const width of [320, 768, 1440]) {
  test(`at ${width} pixels nothing sticks out and axe finds nothing, in light and in dark`, async ({
    visitor,
    api,
    axe,
    noHorizontalScroll,
    problems,
  }) => {
    problems.allow(/404/);
    const page = await visitor({ path: "/track-ticket", viewport: { width, height: 800 } });
    const check = async () => {
      await axe(page);
      await noHorizontalScroll(page);
    };
    await check();
    const button = page.getByRole("button", { name: "Search" });
    await button.click();
    await expect(page.getByText(/^Type the ticket's number/)).toBeVisible();
    await check();

    await page.getByLabel("Ticket number").fill("TKT-99999");
    await page.getByLabel("E-mail address").fill(someone().customer_email);
    await button.click();
    await expect(page.getByText(/^We could not find/)).toBeVisible();
    await check();

    const { ticket_number, customer_email } = await api.create({
      ...HOSTILE,
      customer_email: longAddress("maryam"),
    });
    await api.answer(ticket_number, `مرحبا\n<img src=x onerror=alert(1)>\n${"y".repeat(300)}`);
    await api.update(ticket_number, { status: "resolved", resolution_notes: "z".repeat(300) });
    await page.getByLabel("Ticket number").fill(ticket_number);
    await page.getByLabel("E-mail address").fill(customer_email);
    await button.click();
    await expect(page.getByRole("heading", { level: 1, name: HOSTILE.title })).toBeVisible();
    await expect(page.getByText(/<script>alert\(1\)<\/script>/)).toBeVisible();
    await expect(page.getByText(/<img src=x onerror=alert\(1\)>/)).toBeVisible();
    await check();
  });
}

test("targets are large enough for a thumb", async ({ visitor, api }) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const page = await visitor({ path: "/track-ticket", ...phone });
  const heights = async () => {
    const targets = await page.locator("button, input").all();
    const boxes = await Promise.all(targets.map((target) => target.boundingBox()));
    // Less than a hundredth is the browser's arithmetic.
    return boxes.map((box) => Math.round((box?.height ?? 0) * 100) / 100);
  };
  expect(Math.min(...(await heights()))).toBeGreaterThanOrEqual(44);
  const { ticket_number, customer_email } = await api.create();
  await page.getByLabel("Ticket number").fill(ticket_number);
  await page.getByLabel("E-mail address").fill(customer_email);
  await page.getByRole("button", { name: "Search" }).tap();
  await page.getByRole("heading", { level: 2 }).first().waitFor();
  expect(Math.min(...(await heights()))).toBeGreaterThanOrEqual(44);
});

test("in forced colours the button has an edge", async ({ visitor }) => {
  const page = await visitor({ forcedColors: "active" });
  await page.goto("/track-ticket");
  await expect(page.getByRole("button", { name: "Search" })).toHaveCSS("border-width", "1px");
});

test("on paper the ticket stands alone, dark on white", async ({ tracker, api }) => {
  const { page } = tracker;
  const { ticket_number, customer_email, title } = await api.create();
  await page.emulateMedia({ colorScheme: "dark" });
  await tracker.show(ticket_number, customer_email);
  await page.emulateMedia({ colorScheme: "dark", media: "print" });
  const heading = page.getByRole("heading", { level: 1, name: title });
  await expect(heading).toHaveCSS("color", "rgb(27, 31, 42)");
  await expect(page.getByText(ticket_number, { exact: true })).toHaveCSS("color", "rgb(27, 31, 42)");
  await expect(page.getByText(/^The ticket as it was on /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Search another ticket" })).toBeHidden();
  await expect(page.getByText(/refreshes itself/)).toBeHidden();
});
