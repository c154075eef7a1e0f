import { ticketPicker } from "./en/ticket-picker";

/** The texts of the picker of tickets: apart from `texts`, so that they come with it and not at the first load. */
export const ticketPickerTexts = ticketPicker;
