import type { AccessToken, Role } from "@tkt/api/schema";
import { z } from "zod/mini";

/** The agent of this browser, as the access token names them. */
export type Me = { email: string; role: Role; workspace: string };

/** An access token, whose it is, and when it ends. */
export type Token = { value: string; me: Me; expiresAt: number };

/** A token that has less left than this is renewed before it is used. */
const MARGIN = 30_000;

const claims = z.object({ email: z.string(), role: z.enum(["agent", "owner"]), workspace: z.string() });

export function readToken(given: AccessToken): Token {
  return {
    value: given.access_token,
    me: meOf(given.access_token),
    expiresAt: Date.now() + given.expires_in * 1_000,
  };
}

export function isFresh(token: Token): boolean {
  return token.expiresAt - Date.now() > MARGIN;
}

/** Whether they are the same person in the same workspace. A role may change meanwhile. */
export function isSameAgent(one: Me, other: Me): boolean {
  return one.email === other.email && one.workspace === other.workspace;
}

/** Read for display alone: the server checks the signature of each request. */
function meOf(accessToken: string): Me {
  const payload = accessToken.split(".")[1] ?? "";
  const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) =>
    c.charCodeAt(0),
  );
  return claims.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
