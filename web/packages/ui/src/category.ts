/** A category as it is shown: the workspace's own word, which begins in upper case like every other value. */
export function categoryName(category: string): string {
  const [first = "", ...rest] = category;
  return first.toLocaleUpperCase() + rest.join("");
}
