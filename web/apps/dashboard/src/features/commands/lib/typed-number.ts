import type { Workspace } from "@tkt/api/schema";

type Numbering = Pick<Workspace, "prefix" | "earlier_prefixes" | "number_format">;

/**
 * The ticket that a person means by what they typed or pasted, such as `3`, `tkt-3` or `TKT-00003`, as
 * the server reads it; nothing when it may just as well be words. Digits alone mean the prefix of now.
 */
export function typedNumber(text: string, numbering: Numbering): string | undefined {
  const parts = plain(text).split("-").filter(Boolean);
  const [first = "", second, third, ...rest] = parts;
  if (rest.length > 0) return undefined;
  const prefix = [numbering.prefix, ...numbering.earlier_prefixes].find((known) => known === first);
  if (prefix && second !== undefined) return numberOf(prefix, second, third);
  if (prefix || third !== undefined) return undefined;
  if (second !== undefined) return numberOf(numbering.prefix, first, second);
  const digits = first.startsWith(numbering.prefix) ? first.slice(numbering.prefix.length) : first;
  // Where numbers begin anew each day, digits alone name none of them.
  return numbering.number_format === "sequential" ? numberOf(numbering.prefix, digits) : undefined;
}

function numberOf(prefix: string, first: string, second?: string): string | undefined {
  if (second === undefined) {
    const sequence = digitsOf(first);
    return sequence && `${prefix}-${sequence.padStart(5, "0")}`;
  }
  const sequence = digitsOf(second);
  return /^\d{8}$/.test(first) && sequence ? `${prefix}-${first}-${sequence.padStart(4, "0")}` : undefined;
}

/** The digits without their padding; none when it is no number above nought. */
function digitsOf(text: string): string | undefined {
  return /^0*([1-9]\d{0,14})$/.exec(text)?.[1];
}

/** Upper case and ASCII where that means the same; spaces, `#` and all dashes as one; nothing that cannot be seen. */
function plain(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\s#\p{Pd}\u2212]+/gu, "-")
    .replaceAll(/^[-.,;:!?()[\]<>"'“”‘’]+|[-.,;:!?()[\]<>"'“”‘’]+$/g, "")
    .toUpperCase();
}
