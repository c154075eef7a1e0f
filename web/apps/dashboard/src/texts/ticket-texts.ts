import { ticket } from "./en/ticket";

/** The texts of one ticket: apart from `texts`, so that they come with its view and not at the first load. */
export const ticketTexts = ticket;
