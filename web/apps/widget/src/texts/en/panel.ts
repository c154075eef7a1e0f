import type { Priority, Status } from "@tkt/api/schema";

const characters = (count: number) => `${count} ${count === 1 ? "character" : "characters"}`;

/** What the open panel says. */
export const panel = {
  language: "en",
  greeting: "How can we help?",
  lead: "Ask us here. We answer in this chat, and you can leave and come back.",
  close: "Close the chat",

  menu: {
    label: "More",
    raise: "Raise a ticket",
    track: "Track a ticket",
    forget: "Forget this chat on this device",
  },

  form: {
    name: "Name",
    email: "E-mail address",
    phone: "Phone (optional)",
    issue: "What is it about?",
    /** What the server says of a field, such as "must be an e-mail address". */
    refused: (detail: string) => `This ${detail}.`,
    emailExample: "you@example.com",
    wrong: {
      name: "Type your name.",
      nameTooLong: (max: number) => `Keep the name to ${max} characters.`,
      emailMissing: "Type your e-mail address.",
      email: "This is not an e-mail address. One looks like you@example.com.",
      phoneTooLong: (max: number) => `Keep the phone number to ${max} characters.`,
      issue: "Describe the issue in a few words.",
      issueTooLong: (over: number) => `This is ${characters(over)} too long.`,
    },
  },

  start: {
    button: "Start the chat",
    busy: "Starting the chat",
    privacy:
      "We see your name, your e-mail and the page that you are on. Your e-mail shows us which tickets are yours. They are kept on this device until you choose to forget the chat.",
    waits: "Your message is kept, and sent as soon as we know who you are.",
    trouble: {
      offline: "You are offline. What you typed is kept; start the chat when you are back.",
      server: "We cannot be reached just now. What you typed is kept; try again in a moment.",
      blocked: "The chat does not work on this page just now. What you typed is kept; try again in a moment.",
      limited: (left: string) => `Many chats were started just now. You can start yours in ${left}.`,
    },
  },

  chat: {
    messages: "Messages",
    empty: "Write to us. Somebody will answer here.",
    loading: "Loading the chat",
    you: "You",
    said: (name: string, text: string) => `${name}: ${text}`,
    unread: "New",
    newMessages: "New messages",
    today: "Today",
    yesterday: "Yesterday",
  },

  delivery: {
    sending: "Sending",
    sent: "Sent",
    waiting: "Waits to be sent",
    failed: "Not sent",
    retry: "Try again",
    discard: "Remove",
    failedAloud: "A message could not be sent.",
  },

  composer: {
    label: "Message",
    placeholder: "Write a message",
    send: "Send",
    left: (count: number) => `${characters(count)} left`,
    over: (count: number) => `${characters(count)} too many`,
  },

  trouble: {
    offline: "You are offline. What you type is kept and sent later.",
    server: "We cannot be reached just now. What you type is kept and sent later.",
    blocked: "The chat does not work on this page just now. What you type is kept.",
    limited: (left: string) => `That was a lot at once. What you wrote is kept and sent in ${left}.`,
    refused: "The chat is not available just now.",
  },

  closed: "This conversation is closed. Write to open it again.",
  over: {
    words: "This chat is over: it is kept for 30 days. Start a new one, and we are with you again.",
    button: "Start a new chat",
  },
  other: {
    words: (name: string) => `This chat was started as ${name}.`,
    button: "Start a new chat",
  },

  raise: {
    button: "Raise Support Ticket",
    title: "Raise a support ticket",
    lead: "We send you the ticket's number, and answer by e-mail.",
    back: "Back to the chat",
    issueExample: "What happened, and what did you expect?",
    takeOver: "Add my last messages",
    send: "Raise the ticket",
    busy: "Raising the ticket",
    again: "Try again",
    offline: "You are offline. What you typed is kept; raise the ticket when you are back.",
    server:
      "Something went wrong on our side, and no ticket was confirmed. What you typed is kept; try again.",
    blocked: "Tickets cannot be raised on this page just now. What you typed is kept.",
    limited: (left: string) =>
      `Many tickets were raised just now. What you typed is kept; try again in ${left}.`,
    invalid: "We cannot take this as it is. Check the fields that are marked.",
  },

  raised: {
    title: "Ticket raised",
    words: (number: string, email: string) =>
      `Ticket ${number} is raised. We have sent the number to ${email}.`,
    track: "Follow this ticket",
    back: "Back to the chat",
  },

  forget: {
    title: "Forget this chat on this device?",
    words:
      "Messages, drafts, your name and your e-mail are removed from this browser. What you have sent stays with us, and you cannot come back to this chat here.",
    yes: "Forget it",
    no: "Keep it",
  },

  card: {
    label: (number: string) => `Ticket ${number}`,
    category: "Category",
    customer: "Customer",
    created: "Created",
    open: "View full ticket details",
  },
  /** In place of a countdown, where it is read aloud. */
  aMoment: "a moment",
  newTab: "opens in a new tab",
  copy: (number: string) => `Copy ${number}`,
  copied: "Copied",

  status: {
    open: "Open",
    in_progress: "In progress",
    pending: "Pending",
    resolved: "Resolved",
    closed: "Closed",
  } satisfies Record<Status, string>,
  priority: { low: "Low", medium: "Medium", high: "High", urgent: "Urgent" } satisfies Record<
    Priority,
    string
  >,
};
