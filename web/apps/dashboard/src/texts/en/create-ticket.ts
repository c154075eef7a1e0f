export const createTicket = {
  title: "New ticket",
  titleFromConversation: "New ticket from the conversation",
  fields: {
    title: "Title",
    description: "Description",
    priority: "Priority",
    category: "Category",
    customerName: "Name",
    customerEmail: "E-mail",
    customerPhone: "Phone",
    assignee: "Assignee",
  },
  emailHint: "The number and all answers are sent there.",
  optional: (label: string) => `${label} (optional)`,
  customer: "Customer",
  conversation: "Conversation",
  fromConversation: "Taken from the conversation, as the visitor typed it.",
  notVerified: "not verified",
  said: {
    title: "From the conversation",
    add: (count: number) =>
      count === 0
        ? "Add to description"
        : count === 1
          ? "Add 1 message to description"
          : `Add ${count} messages to description`,
    added: (count: number) => (count === 1 ? "1 message is added." : `${count} messages are added.`),
    line: (who: string, text: string) => `${who}: ${text}`,
    agent: (name: string) => `${name} (agent)`,
    us: "Support",
  },
  noCategory: "No category",
  you: (email: string) => `You (${email})`,
  assignToMe: "Assign to me",
  create: "Create ticket",
  discard: "Discard draft",
  discarded: "The draft is discarded",
  undo: "Undo",
  draftKept: "Your draft is kept on this device.",
  required: "Fill this in.",
  tooLong: (most: number, now: number) =>
    `At most ${most.toLocaleString()} characters; these are ${now.toLocaleString()}.`,
  notAnEmail: "Write an e-mail address such as name@example.com.",
  /** The server's words on a field begin with a verb, such as "must not be blank". */
  refused: (label: string, detail: string) => `${label} ${detail}.`,
  noConversation:
    "This conversation is not one of your workspace, so no ticket was made of it. What you typed is kept.",
  failed: {
    offline:
      "The ticket may not be created yet: nobody answered. What you typed is kept. Try again; it is created only once.",
    server:
      "The ticket is not created: something went wrong on our side. What you typed is kept. Try again; it is created only once.",
  },
  openTickets: (name: string, count: string, isOne: boolean) =>
    `${name} has ${count} open ${isOne ? "ticket" : "tickets"}. Add to ${isOne ? "it" : "one of them"} instead?`,
  opensInNewTab: "opens in a new tab",
  created: (number: string) => `Ticket ${number} is created`,
  createdHint: (email: string) =>
    `The number stands in the conversation now, and we have sent it to ${email}.`,
  createdAfter: (number: string) => `Ticket ${number} is created after all`,
  notCreated: "The ticket is not created",
  openDraft: "Open draft",
  copyNumber: "Copy number",
  numberCopied: (number: string) => `${number} is copied`,
  openTicket: "Open ticket",
  done: "Done",
};
