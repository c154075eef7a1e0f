/**
 * Whether a text is an origin in the one form in which browsers send it, such as `https://shop.example`.
 * The browser's own parser knows: whatever it would write in another way, no page has.
 */
export function isOrigin(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  return /^https?:$/u.test(url.protocol) && url.origin === text && isHost(url.hostname);
}

function isHost(host: string): boolean {
  if (host.startsWith("[")) return true;
  return host.length <= 253 && host.split(".").every((label) => /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/u.test(label));
}
