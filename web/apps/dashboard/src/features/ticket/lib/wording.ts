import type { Event, EventMail, MailState } from "@tkt/api/schema";
import { ticketTexts } from "../../../texts/ticket-texts";

const words = ticketTexts.timeline;

export type Teller = {
  /** The agent who reads. */
  me: string;
  customerName: string;
};

/** What happened, as a sentence without its end. */
export function headline(event: Event, teller: Teller): string {
  const who = person(event.by, teller);
  switch (event.kind) {
    case "created":
      return event.by === null ? words.raised(who) : words.created(who);
    case "answered":
      return words.answered(who);
    case "noted":
      return words.noted(who);
    case "deleted":
      return words.deleted(who);
    case "changed":
      return changedWords(event, who, teller);
  }
}

/** An agent by their address, the reader as "You", and whoever has no account by the name they gave. */
function person(by: string | null, { me, customerName }: Teller): string {
  if (by === null) return customerName;
  return by === me ? ticketTexts.you : by;
}

function changedWords({ changes, by }: Event, who: string, { me }: Teller): string {
  const [change] = changes;
  if (!change || changes.length > 1) return words.changedSeveral(who);
  if (change.field === "assigned_to") {
    if (change.to === null) return words.unassigned(who);
    const themselves = by === me ? words.yourself : words.themselves;
    return words.assigned(
      who,
      change.to === by ? themselves : change.to === me ? ticketTexts.youInside : change.to,
    );
  }
  const isText = change.field === "description" || change.field === "resolution_notes";
  return (isText ? words.edited : words.changed)(who, ticketTexts.fields[change.field]);
}

/** Mails of one fate to one kind of recipient. */
export type MailLine = { to: EventMail["to"]; state: MailState; words: string; whatToDo: string | undefined };

/** How the mails about an event fared, each kind once; what failed comes first. */
export function mailLines(mails: readonly EventMail[], customerEmail: string): MailLine[] {
  const order: MailState[] = ["undeliverable", "queued", "sent"];
  const kinds = new Map(mails.map((mail) => [`${mail.state} ${mail.to}`, mail]));
  return [...kinds.values()]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({ to, state }) => ({
      to,
      state,
      words: words.mail[state](words.mail.to[to]),
      whatToDo: state === "undeliverable" ? whatToDo(to, customerEmail) : undefined,
    }));
}

function whatToDo(to: EventMail["to"], customerEmail: string): string {
  return to === "owner" ? words.mail.whatToDoOwners : words.mail.whatToDo(customerEmail);
}
