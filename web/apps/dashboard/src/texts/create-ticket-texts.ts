import { createTicket } from "./en/create-ticket";

/** The texts of the dialog that creates a ticket: apart from `texts`, so that they come with it and not at the first load. */
export const createTicketTexts = createTicket;
