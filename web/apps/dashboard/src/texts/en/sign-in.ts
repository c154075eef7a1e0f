import type { Role } from "@tkt/api/schema";

export const signIn = {
  page: "Sign in",
  heading: "Sign in",
  intro: "The dashboard is for agents. We send you a code by e-mail; there is no password.",
  tracker: "Are you a customer?",
  toTracker: "Track your ticket",

  email: "E-mail",
  emailNeeded: "Type the e-mail address that you work with, such as you@example.com.",
  send: "Send me a code",

  sentTo: (email: string) => `If ${email} belongs to an agent, a code is on its way to it.`,
  code: "Code from the e-mail",
  digit: (at: number) => `Digit ${at} of 6`,
  codeHint: "Six digits; you can paste them. The code works for 10 minutes.",
  checking: "Checking the code",
  wrongCode:
    "This code was not right, or it was used already. Compare it with the newest e-mail, which alone counts.",
  noMoreTries: "This code takes no more tries. Send another one.",
  codeEnded: "This code has ended: it was 10 minutes old. Send another one.",
  resend: "Send another code",
  resendIn: (time: string) => `You can send another code in ${time}.`,
  resent: "Another code is on its way. The one before counts no more here.",
  noMail: "No e-mail? Look into the spam folder, and check the address above.",
  otherAddress: "Use another address",
  tooMany: (time: string) => `Too many codes were asked for. You can ask again in ${time}.`,
  tooManyOver: "You can ask for a code again.",

  expired: "Your session has ended",
  expiredKept: "What you typed is kept, and goes on when you have signed in again.",
  expiredAs: (email: string) => `We send the code to ${email}.`,
  notYou: "Not you? Sign out",
};

export const invitation = {
  page: "Invitation",
  heading: "You are invited",
  intro: "Somebody invites you to answer their customers' tickets.",
  happens: [
    "Your address becomes that of an agent of their workspace.",
    "You sign in with it: we send you a code each time, there is no password.",
  ],
  accept: "Accept the invitation",
  joined: (workspace: string) => `Welcome to ${workspace}`,
  joinedAs: (email: string, role: Role) =>
    role === "owner" ? `${email} is an owner now.` : `${email} is an agent now.`,
  signIn: "Go to sign-in",
  signsOut: (email: string) => `${email} is signed in in this browser and will be signed out.`,
  void: "This invitation does not work any more",
  voidBecause:
    "It was used, taken back or replaced by a newer one, or it is older than seven days. Open the link in the newest e-mail, or ask for another invitation.",
  incomplete: "The link is not complete",
  incompleteBecause:
    "Open it from the e-mail again, by a click on its button. A copied link must be copied whole.",
  toSignIn: "Have you joined already? Sign in",
};
