/** What JSON can hold. */
export type Json =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Json[]
  | { readonly [name: string]: Json };

/**
 * Writes JSON without asking the values how they want to be written: pages with an old library have a `toJSON` on
 * every array and string, which `JSON.stringify` obeys, and arrays would be written as strings.
 */
export function toJson(value: Json): string {
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return Number.isFinite(value) ? `${value}` : "null";
  if (value === null || value === undefined) return "null";
  if (typeof value === "boolean") return value ? "true" : "false";
  return isList(value) ? list(value) : object(value);
}

function list(values: readonly Json[]): string {
  let text = "";
  for (let at = 0; at < values.length; at += 1) text += (at > 0 ? "," : "") + toJson(values[at]);
  return `[${text}]`;
}

function object(values: { readonly [name: string]: Json }): string {
  let text = "";
  const names = Object.keys(values);
  for (let at = 0; at < names.length; at += 1) {
    const name = names[at];
    if (name === undefined || values[name] === undefined) continue;
    text += `${text === "" ? "" : ","}${quote(name)}:${toJson(values[name])}`;
  }
  return `{${text}}`;
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

/** What JSON wants to be escaped; and half a pair of surrogates, which has no form in UTF-8. */
const SPECIAL = /["\\\p{Cc}\p{Cs}]/gu;

function quote(text: string): string {
  return `"${text.replace(SPECIAL, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}
