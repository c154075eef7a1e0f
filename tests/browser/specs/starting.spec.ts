// What stands in the dashboard's page itself: before its script has come, and where none runs.

import { hold } from "../fixtures/hold";
import { expect, test } from "../fixtures/test";

test("until the script has come the page says so, and after ten seconds what to do", async ({
  page,
  axe,
  noHorizontalScroll,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const come = await hold(page, "**/dashboard/assets/index-*.js");
  await page.goto("/dashboard/sign-in", { waitUntil: "commit" });
  const starting = page.getByText("Loading the dashboard");
  const hint = page.getByText("This takes longer than it should.");
  await expect(starting).toBeVisible();
  await expect(hint).toBeHidden();

  const [wait] = await page.evaluate(() =>
    document.getAnimations().map((animation) => {
      const { delay } = animation.effect?.getTiming() ?? {};
      animation.finish();
      return delay;
    }),
  );
  expect(wait).toBe(10_000);
  await expect(hint).toBeVisible();
  await axe(page);
  await noHorizontalScroll(page);

  come();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expect(starting).toBeHidden();
  await expect(hint).toBeHidden();
});

test("without JavaScript the dashboard says what to do, and does not wait", async ({ visitor, problems }) => {
  // Chromium's word for scripts that it was told to fetch early, and may not run.
  problems.allow(/^request: csp/);
  const page = await visitor({ path: "/dashboard", javaScriptEnabled: false });
  await expect(page.getByRole("main")).toBeVisible();
  expect(await page.getByRole("main").textContent()).toContain("This page needs JavaScript.");
  await expect(page.getByText("Loading the dashboard")).toBeHidden();
});
