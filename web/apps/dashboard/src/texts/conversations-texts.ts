import { conversations } from "./en/conversations";

/** The texts of the conversations: apart from `texts`, so that they come with that view and not at the first load. */
export const conversationsTexts = conversations;
