import type { FieldError } from "@tkt/api/schema";

/**
 * Where the field of a JSON pointer stands in the form: `/limits/creations_per_address` is
 * `limits.creations_per_address`, and `/categories/2` is the value of that list's third entry.
 */
export function fieldOf(pointer: string): string {
  const path = pointer.split("/").slice(1).map(unescaped).join(".");
  return /\.\d+$/u.test(path) ? `${path}.value` : path;
}

/** The API's words as a sentence: "must be an e-mail address" begins with a capital. */
export function sentence({ detail }: Pick<FieldError, "detail">): string {
  const [first = "", ...rest] = detail;
  const words = first.toLocaleUpperCase() + rest.join("");
  return /[.?!]$/u.test(words) ? words : `${words}.`;
}

function unescaped(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}
