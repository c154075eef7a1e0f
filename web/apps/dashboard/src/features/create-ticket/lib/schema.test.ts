import { expect, test } from "vitest";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { formSchema, isEmail } from "./schema";
import { EMPTY, type Values } from "./values";

const words = createTicketTexts;
const good: Values = {
  ...EMPTY,
  title: "Wrong invoice",
  description: "Two amounts.",
  customerName: "Maria Rossi",
  customerEmail: "maria@example.com",
};

function complaints(values: Partial<Values>, hasConversation = false) {
  const { error } = formSchema(hasConversation).safeParse({ ...good, ...values });
  return Object.fromEntries((error?.issues ?? []).map((issue) => [issue.path.join(), issue.message]));
}

test("a whole form has nothing wrong", () => {
  expect(complaints({})).toEqual({});
});

test.each([
  ["a blank title", { title: "  " }, { title: words.required }],
  ["a title that is too long", { title: "a".repeat(201) }, { title: words.tooLong(200, 201) }],
  ["a long description", { description: "a".repeat(10_001) }, { description: words.tooLong(10_000, 10_001) }],
  ["no name", { customerName: "" }, { customerName: words.required }],
  ["no address", { customerEmail: "" }, { customerEmail: words.required }],
  ["a wrong address", { customerEmail: "maria@" }, { customerEmail: words.notAnEmail }],
  ["a long phone", { customerPhone: "1".repeat(41) }, { customerPhone: words.tooLong(40, 41) }],
])("%s is told at its field", (_, values, expected) => {
  expect(complaints(values)).toEqual(expected);
});

test("characters are counted as the server counts them", () => {
  expect(complaints({ title: "🎫".repeat(200) })).toEqual({});
});

test("with a conversation nobody types the customer", () => {
  expect(complaints({ customerName: "", customerEmail: "" }, true)).toEqual({});
});

test.each(["maria@example.com", "maria+tkt@mail.example.co.uk", "o'brien@example.ie", " m@example.com "])(
  "%s is an address",
  (text) => expect(isEmail(text)).toBe(true),
);

test.each(["maria", "maria@example", "maria rossi@example.com", "m@é.com", `${"a".repeat(250)}@b.cd`])(
  "%s is none",
  (text) => expect(isEmail(text)).toBe(false),
);
