import { expect, test } from "vitest";
import { readEmail } from "./email";

test.each([
  ["as it is", "Maria@Example.com", "Maria@Example.com"],
  ["with outer spaces", " maria@example.com\n", "maria@example.com"],
  ["with a name", "Maria Silva <maria@example.com>", "maria@example.com"],
  ["with a name in quotes", '"Silva, Maria" <maria@example.com>,', "maria@example.com"],
  ["with a name and no brackets", "Maria maria@example.com", "maria@example.com"],
  ["as a link", "mailto:maria@example.com?subject=Hello", "maria@example.com"],
  ["as a link in brackets", "<mailto:maria@example.com>", "maria@example.com"],
  ["at the end of a sentence", "(maria@example.com).", "maria@example.com"],
  ["with characters that cannot be seen", "\u200bmaria@example.com\ufeff", "maria@example.com"],
  ["with an apostrophe", "o'brien@example.ie", "o'brien@example.ie"],
  ["two addresses stay, since nobody knows which is meant", "a@x.com b@x.com", "a@x.com b@x.com"],
  ["a name alone", "Maria", "Maria"],
])("%s: %j", (_, text, email) => expect(readEmail(text)).toBe(email));
