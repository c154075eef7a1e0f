import { expect, type Page } from "@playwright/test";
import { GIFT } from "./chats";
import { LENA, OMAR } from "./people";
import type { View } from "./view";

const conversation = async (page: Page) => {
  await expect(page.getByText("It is about 2 cm long", { exact: false }).last()).toBeVisible();
};

/** The agents' side of the chat. */
export const CHAT_VIEWS: View[] = [
  {
    name: "conversations",
    agent: LENA,
    path: () => "/dashboard/conversations",
    show: async (page) => expect(page.getByText("Yuki Tanaka").first()).toBeVisible(),
  },
  {
    name: "conversation",
    agent: OMAR,
    path: (_, idOf) => `/dashboard/conversations/${idOf(GIFT)}`,
    show: conversation,
  },
  {
    name: "create-from-chat",
    agent: OMAR,
    path: (_, idOf) => `/dashboard/conversations/${idOf(GIFT)}`,
    show: async (page) => {
      await conversation(page);
      await page.getByRole("button", { name: "Create ticket" }).click();
      const dialog = page.getByRole("dialog", { name: "New ticket from the conversation" });
      await dialog.getByLabel("Title").fill("Scratch on the foot of the Mira lamp");
      await dialog
        .getByLabel("Description")
        .fill("A scratch of 2 cm at the back of the foot, beside the cable.");
    },
  },
];
