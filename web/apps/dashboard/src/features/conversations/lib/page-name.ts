/** Host and path of a page: what tells it from others. The whole of what is no address. */
export function pageName(page: string): string {
  if (!URL.canParse(page)) return page;
  const { host, pathname } = new URL(page);
  if (!host) return page;
  return host + (pathname === "/" ? "" : decoded(pathname));
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
