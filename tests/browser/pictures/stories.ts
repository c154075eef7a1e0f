import type { Priority, UpdateTicket } from "../../../web/packages/api/src/schema";

type Step = { by: "lena" | "omar"; takes?: true; changes?: UpdateTicket; note?: string; answer?: string };

export type Story = {
  title: string;
  issue: string;
  name: string;
  phone?: string;
  priority: Priority;
  category: string;
  /** By a visitor, in the widget. */
  isRaised?: true;
  steps?: Step[];
};

/** The ticket of the close-ups. */
export const SHADE: Story = {
  title: "Lamp arrived without its shade",
  issue:
    "Hello,\n\nmy order 20418 came today. The box was closed and undamaged, but the shade of the Mira lamp is not in it. There is only the foot with the cable.\n\nIt is a birthday present for Saturday, so I would be glad about a quick answer.",
  name: "Maria Keller",
  phone: "+49 40 5550 142",
  priority: "high",
  category: "delivery",
  steps: [
    { by: "omar", takes: true, changes: { status: "in_progress" } },
    {
      by: "omar",
      note: "The warehouse says that shades and feet went out in two boxes this week. The second one is at the depot.",
    },
    {
      by: "omar",
      answer:
        "Hello Maria,\n\nI am sorry about that. The shade was packed in a second box, which comes tomorrow before noon. Should it not arrive by then, we send another one by courier, so that it is there on Saturday.\n\nOmar from Lumen & Oak",
    },
    { by: "lena", changes: { priority: "urgent" } },
  ],
};

/** A ticket whose end its customer sees. */
export const REFUND: Story = {
  title: "Paid twice for one order",
  issue: "My card was charged twice for order 20377, both on 3 June. Please send one of the payments back.",
  name: "João Pereira",
  priority: "medium",
  category: "billing",
  steps: [
    { by: "lena", takes: true, changes: { status: "in_progress" } },
    {
      by: "lena",
      answer:
        "Hello João,\n\nyou are right: the payment was booked twice. I have asked our bank to send the second one back.",
    },
    {
      by: "lena",
      changes: {
        status: "resolved",
        resolution_notes:
          "The second payment of 129.00 € is on its way back to your card. Banks take up to five working days.",
      },
    },
  ],
};

/** The oldest one first. */
export const STORIES: Story[] = [
  {
    title: "Which bulb fits the Nordlicht lamp?",
    issue: "Is it E14 or E27? The page does not say.",
    name: "Ingrid Solberg",
    priority: "low",
    category: "general",
    steps: [
      { by: "lena", takes: true, answer: "E27, up to 40 W." },
      { by: "lena", changes: { status: "closed" } },
    ],
  },
  REFUND,
  {
    title: "Invoice in the company's name",
    issue: "We need the invoice of order 20391 with our company's name and VAT number.",
    name: "Sofia Marchetti",
    priority: "medium",
    category: "billing",
    steps: [
      { by: "lena", takes: true, answer: "Which VAT number shall stand on it?" },
      { by: "lena", changes: { status: "pending" } },
    ],
  },
  {
    title: "Dimmer hums at low light",
    issue: "Below a third the dimmer hums so that one hears it across the room.",
    name: "Tomás Ortega",
    priority: "medium",
    category: "technical",
    steps: [
      { by: "omar", takes: true, changes: { status: "in_progress" } },
      { by: "omar", answer: "Could you send us the number under the foot of the lamp?" },
      { by: "omar", changes: { status: "pending" } },
    ],
  },
  {
    title: "Change the delivery address of order 20402",
    issue: "We move on the 12th. Can it go to the new flat?",
    name: "Amélie Laurent",
    priority: "high",
    category: "delivery",
    steps: [{ by: "lena", takes: true, changes: { status: "in_progress" } }],
  },
  {
    title: "Do you ship to Norway, and what does it cost for two large floor lamps?",
    issue: "I would like to order two lamps to Bergen.",
    name: "Håkon Dahl",
    priority: "low",
    category: "delivery",
    isRaised: true,
  },
  {
    title: "Glass cracked after a week",
    issue: "There is a crack from top to bottom in the glass. Nobody has touched it.",
    name: "Yuki Tanaka",
    priority: "high",
    category: "technical",
    isRaised: true,
    steps: [{ by: "omar", takes: true, changes: { status: "in_progress" } }],
  },
  SHADE,
  {
    title: "Voucher is not accepted at the checkout",
    issue: "SUMMER10 is said to be unknown. It came with your letter.",
    name: "Bartholomew Featherstonehaugh-Cholmondeley",
    priority: "medium",
    category: "billing",
  },
  {
    title: "Checkout stops after the address",
    issue: 'The button "Continue" does nothing. Firefox on Linux.',
    name: "Nadia Rahman",
    priority: "urgent",
    category: "technical",
    isRaised: true,
  },
  {
    title: "Cable is shorter than described",
    issue: "The page says 3 metres, mine has 1.8.",
    name: "Piotr Zieliński",
    priority: "low",
    category: "general",
  },
];
