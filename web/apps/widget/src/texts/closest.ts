/** What `catalogue` has for a language tag: for "pt-BR" itself, or for "pt". */
export function closest<T>(catalogue: Readonly<Record<string, T>>, lang: string): T | undefined {
  const tag = lang.toLowerCase();
  // Not `catalogue[tag]` alone: a tag may read "constructor".
  const own = (name: string) => (Object.hasOwn(catalogue, name) ? catalogue[name] : undefined);
  return own(tag) ?? own(tag.split("-")[0] ?? tag);
}
