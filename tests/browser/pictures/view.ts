import type { Page } from "@playwright/test";
import type { Chat } from "./chats";
import type { Story } from "./stories";

/** The ticket's number of a story. */
export type NumberOf = (story: Story) => string;
/** The conversation of a chat. */
export type IdOf = (chat: Chat) => string;

/** What a picture shows; `show` leads there from the page's address. */
export type View = {
  name: string;
  path: (numberOf: NumberOf, idOf: IdOf) => string;
  /** Nobody, unless it is said. */
  agent?: string;
  /** In light, on the wide screen, where dark and a phone show nothing that other views do not. */
  isOnce?: true;
  show: (page: Page, numberOf: NumberOf) => Promise<void>;
};
