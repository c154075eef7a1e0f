import { commands } from "./en/commands";
import { common } from "./en/common";
import { shell } from "./en/shell";
import { ticketList } from "./en/ticket-list";

/** Every text of the dashboard, but for what the files beside bring later, each with its view. A translation is another object of this type. */
export const texts = { commands, common, shell, ticketList };
