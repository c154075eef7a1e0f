import { z } from "zod/mini";

/** Where to go after sign-in, and the workspace to sign in to. */
export type SignInSearch = { to?: string; w?: string };

// The address bar's words are read as JSON: a workspace may be called 42.
const word = z.catch(
  z.optional(
    z.pipe(
      z.union([z.string(), z.number()]),
      z.transform((given) => String(given)),
    ),
  ),
  undefined,
);
const schema = z.object({ to: word, w: word });

export function signInSearch(search: Record<string, unknown>): SignInSearch {
  const { to, w } = schema.parse(search);
  return { ...(to && { to }), ...(w && { w }) };
}
