import { expect, type Page } from "@playwright/test";
import { settled } from "../fixtures/checks";
import type { Chats } from "../fixtures/widget-chats";
import { Visitor } from "../fixtures/widget-visitor";
import { SHADE } from "./stories";
import type { NumberOf } from "./view";

/** Takes a picture: of the whole window, or of the part where the widget is. */
type Shoot = (name: string, part?: "widget") => Promise<void>;

/** A chat on the shop's page from the closed bubble to the raised ticket, with its pictures. */
export async function chatWithPictures(
  page: Page,
  chats: Chats,
  numberOf: NumberOf,
  shoot: Shoot,
): Promise<void> {
  const maria = Visitor.of(page, "Maria Keller", "maria.keller@example.com");
  await page.goto("/");
  await expect(maria.bubble).toBeVisible();
  await shoot("widget-closed");
  await maria.open();
  await maria.panel.getByLabel("Name").fill(maria.name);
  await maria.panel.getByLabel("E-mail address").fill(maria.email);
  await shoot("widget-form", "widget");
  await maria.introduce();
  const { id } = await maria.conversation();
  await maria.say("Hello, is there news of my lamp?");
  await chats.answer(id, "Hello Maria, let me look. Do you have the number of the ticket?");
  await expect(maria.message("let me look")).toBeVisible();
  await maria.type(`It is ${numberOf(SHADE)}`);
  await expect(maria.card(numberOf(SHADE))).toBeVisible();
  await chats.answer(id, "Thank you. The shade comes tomorrow before noon.");
  await expect(maria.message("tomorrow before noon")).toBeVisible();
  await shoot("widget-chat");
  await maria.say("Good! The foot is scratched, too. Can I have a support ticket for that?");
  const raise = maria.panel.getByRole("button", { name: "Raise Support Ticket" });
  await expect(raise).toBeVisible();
  await shoot("widget-wish", "widget");
  await raise.click();
  await maria.panel
    .getByLabel("What is it about?")
    .fill("There is a scratch of 2 cm at the back of the foot.");
  await shoot("widget-raise", "widget");
  await maria.panel.getByRole("button", { name: "Raise the ticket" }).click();
  await expect(maria.panel.getByRole("heading", { name: "Ticket raised" })).toBeVisible();
  await shoot("widget-raised", "widget");
}

/** Where the panel is, with some of the page around it. */
export async function aroundPanel(
  page: Page,
): Promise<{ x: number; y: number; width: number; height: number }> {
  await settled(page);
  const box = await page.getByRole("dialog").boundingBox();
  const window = page.viewportSize();
  if (!box || !window) throw new Error("the panel is not there");
  const x = Math.max(0, box.x - 40);
  const y = Math.max(0, box.y - 40);
  return { x, y, width: window.width - x, height: window.height - y };
}
