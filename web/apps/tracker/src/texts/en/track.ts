import type { TrackedEventKind } from "@tkt/api/schema";

/** In a sentence: its hyphen is one at which no line breaks. */
const eMail = "e\u2011mail";

/** The form, and what can go wrong with it. */
export const track = {
  language: "en",
  title: "Track your support ticket",
  description: "See how your support ticket stands, with its number and your e-mail. No account is needed.",
  lead: "See how it stands and what comes next. You need no account.",
  number: "Ticket number",
  numberExample: "TKT-00003",
  email: "E-mail address",
  emailExample: "you@example.com",
  search: "Search",
  searching: "Searching",
  help: {
    number: `The number is in the subject of the ${eMail} that we sent you when the ticket was raised.`,
    email: `The ${eMail} is the one that you gave us then. This page does not keep it.`,
  },
  wrong: {
    numberMissing: "Type the ticket's number, such as TKT-00003.",
    number: "This is not a ticket number. One looks like TKT-00003.",
    emailMissing: "Type the e-mail address that you gave us.",
    email: "This is not an e-mail address. One looks like you@example.com.",
  },
  notFound: `We could not find a ticket with this number and ${eMail}. Check both; the number is in the ${eMail} that we sent you.`,
  tooMany: (left: string) => `Too many tries. You can search again in ${left}.`,
  tooManyUntil: (time: string) => `Too many tries. You can search again at ${time}.`,
  mayTryAgain: "You can search again now.",
  offline: "You are offline. What you typed is kept, and the search goes on when you are back.",
  unreachable: "We could not be reached. What you typed is kept; check your connection and try again.",
  server: "Something went wrong on our side. What you typed is kept; try again in a moment.",
  tryAgain: "Try again",
  /** What people write before a number when they copy it from a sentence: "Ticket no. 3". */
  wordsBeforeNumber: ["ticket", "support", "number", "no", "nr", "id", "case", "request", "reference", "ref"],
  withoutScript: {
    what: "This page needs JavaScript to look up your ticket.",
    instead:
      "Switch it on in your browser's settings and load the page again. Or reply to the e-mail that told you the ticket's number: we answer there, too.",
  },
};

/** A ticket that was found. */
export const ticket = {
  pageTitle: (number: string, title: string) => `${number}: ${title}`,
  searchAnother: "Search another ticket",
  raised: { by: "Raised by ", on: " on " },
  changed: "Last change on ",
  next: "What happens next",
  resolution: "How it was resolved",
  timeline: "Timeline",
  request: "Your request",
  step: {
    created: "Created",
    first_response: "First answer",
    answered: "Answer",
    resolved: "Resolved",
  } satisfies Record<TrackedEventKind, string>,
  coming: {
    first_response: "We will write to you.",
    resolved: "We will write to you when it is.",
  },
  comingNote: "still to come",
  news: {
    status: (word: string) => `The status is now: ${word}.`,
    created: "The ticket has changed.",
    first_response: "There is an answer to your ticket.",
    answered: "There is a new answer.",
    resolved: "Your ticket was resolved.",
    changed: "The ticket has changed.",
  },
  heard: (time: string) => `Up to date at ${time}. This page refreshes itself while it is open.`,
  printed: (time: string) => `The ticket as it was on ${time}.`,
  offline: (time: string) =>
    `You are offline. You see the ticket as it was at ${time}; it refreshes when you are back.`,
  notRefreshed: (time: string) => `We could not look for news. You see the ticket as it was at ${time}.`,
  gone: (time: string) =>
    `This ticket is no longer here; it may have been deleted. You see it as it was at ${time}.`,
};
