import type { Options } from "../options.ts";

/** A tag that says nothing but its token. */
export const OPTIONS: Options = {
  token: "token",
  origin: "https://tkt.example",
  color: undefined,
  position: "right",
  lang: "en",
  dir: "ltr",
  theme: "auto",
  greeting: undefined,
  label: undefined,
  userId: undefined,
};
