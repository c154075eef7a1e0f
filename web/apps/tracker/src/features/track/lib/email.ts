const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** The address that a pasted text means: `Maria <maria@example.com>`, `mailto:maria@example.com?subject=...`. */
export function readEmail(text: string): string {
  const plain = text.replace(INVISIBLE, "").trim();
  const inBrackets = /<([^<>]*@[^<>]*)>/.exec(plain)?.[1];
  return withoutSurroundings((inBrackets ?? onlyWordWithAt(plain)).trim());
}

function onlyWordWithAt(text: string): string {
  const found = text.split(/\s+/).filter((word) => word.includes("@"));
  return found.length === 1 ? (found[0] ?? text) : text;
}

function withoutSurroundings(text: string): string {
  return text
    .replace(/^mailto:([^?]*).*$/i, "$1")
    .replace(/^["'([{,;]+/, "")
    .replace(/["')\]},;.:]+$/, "");
}
