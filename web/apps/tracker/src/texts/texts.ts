import { ticket, track } from "./en/track.ts";

/** Every text of the tracker. A translation is another object of this type. */
export const texts = { track, ticket };
