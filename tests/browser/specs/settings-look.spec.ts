// Every section of the settings at every width, in light and dark, with long names and with none.

import type { Page } from "@playwright/test";
import type { Api } from "../fixtures/api";
import { expect, OWNER, test } from "../fixtures/test";

const sections = ["workspace", "categories", "numbers", "people", "widget", "audit"];
const long = `${"a-rather-long-department".repeat(2)}@support.long-company-name.example`;

test.describe("with long names", () => {
  test.use({ fresh: true });

  test("no section has anything that axe objects to, or that sticks out of its window", async ({
    agent,
    ownerApi,
    axe,
    noHorizontalScroll,
  }) => {
    // Six views, each twice in two colour schemes.
    test.slow();
    await fill(ownerApi);
    const page = await agent(OWNER);
    for (const section of sections) {
      await open(page, section);
      for (const width of [320, 768, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        await noHorizontalScroll(page);
        if (width !== 768) await axe(page);
      }
    }
  });
});

test("a phone shows the sections first, and the way back", async ({ agent, axe }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings", viewport: { width: 320, height: 640 } });
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await axe(page);
  await page.getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "People" })).toBeVisible();
  await page.getByRole("link", { name: "All settings" }).click();
  await expect(page.getByRole("link", { name: "Audit log" })).toBeVisible();
});

test("an unknown section is not found, and the others stay at hand", async ({ agent }) => {
  const page = await agent(OWNER, { path: "/dashboard/settings/nonsense" });
  await expect(page.getByText("There is no page at this address")).toBeVisible();
  await page.getByRole("link", { name: "Categories" }).click();
  await expect(page.getByLabel("Category 1")).toHaveValue("billing");
});

/** Gives the workspace names as long as they may be. */
async function fill(ownerApi: Api): Promise<void> {
  await ownerApi.request("POST", "/workspace/agents", { email: long, role: "agent" });
  await ownerApi.request("POST", "/workspace/widget-tokens", { name: "W".repeat(100) });
  await ownerApi.request("PUT", "/workspace", {
    categories: ["billing", "c".repeat(100)],
    allowed_origins: [`https://${"sub-domain.".repeat(12)}example`],
    prefix: "LONGPREFIX",
  });
}

async function open(page: Page, section: string): Promise<void> {
  await page.goto(`/dashboard/settings/${section}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Loading" })).toHaveCount(0);
}
