import type { ConversationList } from "../../../web/packages/api/src/schema";
import { Api } from "../fixtures/api";
import type { Stack } from "../fixtures/stack";
import { Chats } from "../fixtures/widget-chats";
import { emailOf, LENA, OMAR } from "./people";
import { SHADE, type Story } from "./stories";

type Line = [by: "visitor" | "lena" | "omar", text: string];

export type Chat = {
  name: string;
  /** Where on the shop's site it was started. */
  page: string;
  said: (numberOf: (story: Story) => string) => Line[];
  isClosed?: true;
};

/** The conversation of the close-ups. */
export const GIFT: Chat = {
  name: "Maria Keller",
  page: "/account/orders/20418",
  said: (numberOf) => [
    ["visitor", "Hello, I wrote to you about a lamp without its shade."],
    ["visitor", `The number is ${numberOf(SHADE)}. Will it be here by Saturday?`],
    ["omar", "Hello Maria, yes: the second box is at the depot, and comes tomorrow before noon."],
    ["visitor", "That is a relief, thank you."],
    ["visitor", "One more thing: the foot has a scratch at the back. Do I need another ticket for that?"],
    ["omar", "Better so, then nobody forgets it. I make one from this chat."],
    ["visitor", "Perfect. It is about 2 cm long, on the side of the cable."],
  ],
};

/** The oldest one first. */
export const CHATS: Chat[] = [
  {
    name: "Ingrid Solberg",
    page: "/lamps/nordlicht",
    isClosed: true,
    said: () => [
      ["visitor", "Which bulb is in the Nordlicht?"],
      ["lena", "An E27 of 8 W, warm white."],
      ["visitor", "👍"],
    ],
  },
  {
    name: "Tomás Ortega",
    page: "/help/dimmers",
    said: () => [
      ["visitor", "Does the new dimmer work with older lamps?"],
      ["lena", "With all that we have made since 2019. Which one do you have?"],
      ["visitor", "A Brise, of 2021 I think"],
      ["lena", "Then it does."],
    ],
  },
  {
    name: "Håkon Dahl",
    page: "/shipping",
    said: () => [
      ["visitor", "Do you ship to Bergen?"],
      ["omar", "We do: two large lamps are 48 €, and take six days."],
    ],
  },
  {
    name: "Yuki Tanaka",
    page: "/lamps/brise",
    said: () => [["visitor", "Is the glass of the Brise mouth-blown, or pressed? I look for a second one."]],
  },
  GIFT,
  {
    name: "Bartholomew Featherstonehaugh-Cholmondeley",
    page: "/checkout",
    said: () => [
      ["visitor", "My voucher is still unknown to your checkout"],
      ["visitor", "SUMMER10, it came with your letter"],
      ["visitor", "Anybody there?"],
    ],
  },
];

/** Lets everybody talk, one after the other. Returns the conversation of each. */
export async function chat(stack: Stack, numberOf: (story: Story) => string): Promise<Map<Chat, string>> {
  const [lena, omar] = [new Api(stack, LENA), new Api(stack, OMAR)];
  const agents = { lena: new Chats(stack, lena), omar: new Chats(stack, omar) };
  // What every demo has; its page is not of this story.
  const { body } = await lena.request<ConversationList>("GET", "/chat");
  for (const { id } of body.items) await lena.request("POST", `/chat/${id}/close`);
  const ids = new Map<Chat, string>();
  for (const each of CHATS) {
    const page = `https://lumenandoak.example${each.page}`;
    const started = await agents.lena.start(each.name, emailOf(each.name), page);
    const { conversation_id: id, visitor_token: token } = started;
    const said = each.said(numberOf);
    for (const [by, text] of said) {
      if (by === "visitor") await agents.lena.say(id, token, text);
      else await agents[by].answer(id, text);
    }
    const last = said.findLastIndex(([by]) => by !== "visitor") + 1;
    if (last > 0) await omar.request("POST", `/chat/${id}/read`, { seq: last });
    if (each.isClosed) await lena.request("POST", `/chat/${id}/close`);
    ids.set(each, id);
  }
  return ids;
}
