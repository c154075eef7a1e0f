import { expect, test } from "vitest";
import { fieldOf, sentence } from "./field-errors";

test.each([
  ["/name", "name"],
  ["/support_address", "support_address"],
  ["/limits/creations_per_address", "limits.creations_per_address"],
  ["/categories", "categories"],
  ["/categories/2", "categories.2.value"],
  ["/allowed_origins/0", "allowed_origins.0.value"],
  ["/a~1b~0c", "a/b~c"],
])("the pointer %s leads to the field %s", (pointer, field) => expect(fieldOf(pointer)).toBe(field));

test("the API's words become a sentence", () => {
  expect(sentence({ detail: "must be 2 to 10 of A-Z" })).toBe("Must be 2 to 10 of A-Z.");
  expect(sentence({ detail: "Is it?" })).toBe("Is it?");
});
