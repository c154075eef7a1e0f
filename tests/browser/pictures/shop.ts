import { Api } from "../fixtures/api";
import type { Mailbox } from "../fixtures/mailbox";
import { invite } from "../fixtures/people";
import type { Stack } from "../fixtures/stack";
import { OWNER } from "../fixtures/test";
import { emailOf, LENA, OMAR } from "./people";
import { STORIES, type Story } from "./stories";

/** Fills the workspace `demo` with the everyday life of a shop for lamps. Returns the number of each story's ticket. */
export async function openShop(stack: Stack, mailbox: Mailbox): Promise<Map<Story, string>> {
  const owner = new Api(stack, OWNER);
  for (const email of [LENA, OMAR]) await join(owner, mailbox, email);
  await owner.request("PUT", "/workspace", {
    name: "Lumen & Oak",
    support_address: "help@lumenandoak.example",
    categories: ["billing", "delivery", "technical", "general"],
    allowed_origins: ["https://lumenandoak.example"],
  });
  // What every demo has; their times are not of this story.
  for (const number of ["TKT-00001", "TKT-00002", "TKT-00003"]) await owner.delete(number);
  const numbers = new Map<Story, string>();
  for (const story of STORIES) numbers.set(story, await tell(stack, story));
  return numbers;
}

/** What happened to one ticket, in its order. */
async function tell(stack: Stack, story: Story): Promise<string> {
  const [lena, omar] = [new Api(stack, LENA), new Api(stack, OMAR)];
  const { title, issue, name, phone, priority, category, steps = [] } = story;
  const email = emailOf(name);
  const number = story.isRaised
    ? await omar.raise({ issue, visitor_name: name, visitor_email: email })
    : (
        await lena.create({
          title,
          description: issue,
          customer_name: name,
          customer_email: email,
          ...(phone && { customer_phone: phone }),
          priority,
          category,
        })
      ).ticket_number;
  if (story.isRaised) await omar.update(number, { title, priority, category });
  for (const step of steps) {
    const who = step.by === "lena" ? lena : omar;
    if (step.changes)
      await who.update(number, { ...step.changes, ...(step.takes && { assigned_to: who.email }) });
    else if (step.takes) await who.update(number, { assigned_to: who.email });
    if (step.note) await who.note(number, step.note);
    if (step.answer) await who.answer(number, step.answer);
  }
  return number;
}

async function join(owner: Api, mailbox: Mailbox, email: string): Promise<void> {
  const fragment = new URLSearchParams((await invite(owner, mailbox, email)).hash.slice(1));
  const body = { invite_id: fragment.get("invite_id"), token: fragment.get("token") };
  await owner.request("POST", "/workspace/agents/accept", body);
}
