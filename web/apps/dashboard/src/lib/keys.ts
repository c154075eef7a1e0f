/** The names under which answers are kept, so that a change in one view reaches the others. */
export const keys = {
  workspace: ["workspace"] as const,
  people: ["people"] as const,
  widgetTokens: ["widget-tokens"] as const,
  audit: ["audit"] as const,
  tickets: ["tickets"] as const,
  ticketList: (search: unknown) => ["tickets", "list", search] as const,
  ticket: (number: string) => ["tickets", "one", number] as const,
  customer: (email: string) => ["tickets", "customer", email] as const,
  conversations: ["conversations"] as const,
  conversationLists: ["conversations", "list"] as const,
  conversationList: (search: unknown) => ["conversations", "list", search] as const,
  conversation: (id: string) => ["conversations", "one", id] as const,
  messages: (id: string) => ["conversations", "messages", id] as const,
};
