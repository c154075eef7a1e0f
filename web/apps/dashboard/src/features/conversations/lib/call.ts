import type { Conversation } from "@tkt/api/schema";
import { conversationsTexts as words } from "../../../texts/conversations-texts";
import type { AlertSettings } from "./alert-settings";
import { playTone } from "./tone";

/** Calls the agent who looks elsewhere: nobody needs to be told what they see. */
export function call(news: readonly Conversation[], { notify, sound }: AlertSettings): void {
  if (document.visibilityState === "visible") {
    if (sound && !document.hasFocus()) playTone();
    return;
  }
  if (sound) playTone();
  if (notify && mayNotify()) news.forEach(show);
}

function mayNotify(): boolean {
  return "Notification" in globalThis && Notification.permission === "granted";
}

/** Asks the browser's user for leave, once they have said that they want it. */
export async function askToNotify(): Promise<boolean> {
  if (!("Notification" in globalThis)) return false;
  return (await Notification.requestPermission()) === "granted";
}

/** A newer message of the same conversation takes the place of the one before. */
function show({ id, visitor, last }: Conversation): void {
  try {
    const notification = new Notification(words.alerts.from(visitor.name), {
      body: last?.text ?? "",
      tag: id,
      icon: "/dashboard/icon.svg",
    });
    notification.onclick = () => {
      window.focus();
      location.assign(`/dashboard/conversations/${id}`);
    };
  } catch {
    // Phones have notifications for service workers alone.
  }
}
