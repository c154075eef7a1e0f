/** What the page's own script says: it loads with the page, so these are few. */
export const bubble = {
  language: "en",
  label: "Chat with us",
  close: "Close the chat",
  unread: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  opening: "The chat is opening",
  notOpened: "The chat could not be opened. Check your connection and try again.",
};
