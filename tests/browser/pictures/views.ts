import { expect, type Page } from "@playwright/test";
import { OWNER } from "../fixtures/test";
import { CHAT_VIEWS } from "./chat-views";
import { LENA, OMAR } from "./people";
import { REFUND, SHADE } from "./stories";
import type { View } from "./view";

const track = async (page: Page, number: string, email: string) => {
  await page.getByLabel("Ticket number").fill(number);
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Search" }).click();
};

const list = async (page: Page) => {
  await expect(page.locator("[data-row]").nth(5)).toBeVisible();
};

const detail = async (page: Page) => {
  await expect(page.getByRole("heading", { level: 1, name: SHADE.title })).toBeVisible();
  await expect(page.getByText("Hello Maria").first()).toBeVisible();
};

const section = (name: string): View => ({
  name: `settings-${name}`,
  agent: OWNER,
  ...(name !== "workspace" && { isOnce: true }),
  path: () => `/dashboard/settings/${name}`,
  show: async (page) => {
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.getByText("Loading", { exact: true })).toBeHidden();
  },
});

export const VIEWS: View[] = [
  {
    name: "tracker-form",
    path: (numberOf) => `/track-ticket?ticket=${numberOf(SHADE)}`,
    show: async (page) => expect(page.getByLabel("Ticket number")).not.toHaveValue(""),
  },
  {
    name: "tracker-ticket",
    path: () => "/track-ticket",
    show: async (page, numberOf) => {
      await track(page, numberOf(SHADE), "maria.keller@example.com");
      await expect(page.getByText("Hello Maria")).toBeVisible();
    },
  },
  {
    name: "tracker-resolved",
    path: () => "/track-ticket",
    show: async (page, numberOf) => {
      await track(page, numberOf(REFUND), "joao.pereira@example.com");
      await expect(page.getByText(REFUND.title).first()).toBeVisible();
    },
  },
  {
    name: "tracker-not-found",
    path: () => "/track-ticket",
    show: async (page) => {
      await track(page, "TKT-00999", "somebody@example.com");
      await expect(page.getByText("We could not find")).toBeVisible();
    },
  },
  {
    name: "sign-in",
    path: () => "/dashboard/sign-in",
    show: async (page) => expect(page.getByLabel("E-mail")).toBeVisible(),
  },
  { name: "list", agent: OMAR, path: () => "/dashboard/tickets", show: list },
  {
    name: "list-empty",
    isOnce: true,
    agent: OMAR,
    path: () => "/dashboard/tickets?q=chandelier",
    show: async (page) => expect(page.getByText("Nothing found")).toBeVisible(),
  },
  { name: "ticket", agent: OMAR, path: (numberOf) => `/dashboard/tickets/${numberOf(SHADE)}`, show: detail },
  {
    name: "create-ticket",
    agent: LENA,
    path: () => "/dashboard/tickets",
    show: async (page) => {
      await list(page);
      await page.keyboard.press("c");
      const dialog = page.getByRole("dialog", { name: "New ticket" });
      await dialog.getByLabel("Title").fill("Second lamp of the pair is darker");
      await dialog
        .getByLabel("Description")
        .fill("Both have the same bulb. One is clearly darker than the other.");
      await dialog.getByLabel("Name").fill("Maria Keller");
      await dialog.getByLabel("E-mail").fill("maria.keller@example.com");
      await dialog.getByLabel("E-mail").blur();
      await expect(dialog.getByText(/has 1 open ticket/)).toBeVisible();
    },
  },
  {
    name: "palette",
    agent: OMAR,
    path: (numberOf) => `/dashboard/tickets/${numberOf(SHADE)}`,
    show: async (page) => {
      await detail(page);
      await page.keyboard.press("Control+K");
      await expect(page.getByRole("option").nth(3)).toBeVisible();
    },
  },
  ...CHAT_VIEWS,
  ...["workspace", "categories", "numbers", "people", "widget", "audit"].map(section),
];
