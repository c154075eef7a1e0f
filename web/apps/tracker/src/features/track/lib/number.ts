import { texts } from "../../../texts/texts";

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/g;
/** With the digits as we write them, or as people shorten them: TKT-20240115-0001, TKT-00003, tkt-3. */
const EXACT = /(?<![A-Z0-9_-])[A-Z][A-Z0-9]{1,9}-(?:\d{8}-\d{4,}|\d{5,})(?![A-Z0-9_-])/;
const SHORTENED = /(?<![A-Z0-9_])([A-Z][A-Z0-9]{1,9})\s*-\s*(?:(\d{8})\s*-\s*)?(\d+)(?![A-Z0-9_])/;
const OF_A_LINK = /[?&]ticket=([^&#\s]+)/i;

/**
 * The ticket number that a pasted text means, as we write it; a text in which none can be seen comes back
 * without what surrounds it. Digits alone stay digits: which letters they belong to is the workspace's to say.
 */
export function readNumber(text: string): string {
  const linked = OF_A_LINK.exec(text)?.[1];
  const plain = asWritten(linked === undefined ? text : decoded(linked));
  const exact = EXACT.exec(plain);
  if (exact) return exact[0];
  const [, prefix, day, digits] = SHORTENED.exec(plain) ?? [];
  if (!prefix || !digits) return withoutSurroundings(plain);
  return day ? `${prefix}-${day}-${padded(digits, 4)}` : `${prefix}-${padded(digits, 5)}`;
}

function asWritten(text: string): string {
  const plain = text.normalize("NFKC").replace(INVISIBLE, "").replace(DASHES, "-");
  return plain.toUpperCase().replace(/\s+/g, " ").trim();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function padded(digits: string, length: number): string {
  return digits.replace(/^0+(?=\d)/, "").padStart(length, "0");
}

function withoutSurroundings(text: string): string {
  const words = texts.track.wordsBeforeNumber.join("|");
  const before = new RegExp(`^(?:(?:${words})\\b[\\s.:#]*)+(?=.*\\d)`, "i");
  return text
    .replace(/^[^\p{L}\p{N}]+/u, "")
    .replace(before, "")
    .replace(/[^\p{L}\p{N}]+$/u, "");
}
