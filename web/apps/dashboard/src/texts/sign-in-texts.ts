import { invitation, signIn } from "./en/sign-in";

/** The texts of signing in, which come with its pages and not with the first load. */
export const signInTexts = { ...signIn, invitation };
