import type { Limits, NumberFormat, Role, SettingChange } from "@tkt/api/schema";

const roles: Record<Role, string> = { agent: "an agent", owner: "an owner" };

/** How the log of settings tells what happened. The person who did it stands in front. */
export const settingsAudit = {
  created: "created the workspace",
  changed: (fields: string) => `changed ${fields}`,
  invited: (email: string, role: Role) => `invited ${email} as ${roles[role]}`,
  cancelled: (email: string) => `cancelled the invitation of ${email}`,
  joined: (role: Role) => `joined as ${roles[role]}`,
  othersJoined: (email: string, role: Role) => `let ${email} join as ${roles[role]}`,
  removed: (email: string) => `removed ${email}`,
  left: "left the workspace",
  role: (email: string, from: Role, to: Role) => `changed ${email} from ${roles[from]} to ${roles[to]}`,
  tokenCreated: (name: string) => `created the widget token “${name}”`,
  tokenRevoked: (name: string) => `revoked the widget token “${name}”`,

  fields: {
    name: "the name",
    support_address: "the support address",
    prefix: "the prefix of numbers",
    number_format: "the format of numbers",
    categories: "the categories",
    allowed_origins: "the allowed origins",
    time_zone: "the time zone",
    ticket_phrases: "the ticket phrases",
    limits: "the limits",
  } satisfies Record<SettingChange["field"], string>,
  labels: {
    name: "Name",
    support_address: "Support address",
    prefix: "Prefix",
    number_format: "Format",
    categories: "Categories",
    allowed_origins: "Allowed origins",
    time_zone: "Time zone",
    ticket_phrases: "Ticket phrases",
    limits: "Limits",
  } satisfies Record<SettingChange["field"], string>,
  limits: {
    creations_per_address: "Tickets by the widget per address and minute",
    creations_per_workspace: "Tickets by the widget per minute",
    confirmations_per_recipient: "Confirmations per recipient and day",
    conversations_per_address: "Conversations per address and minute",
  } satisfies Record<keyof Limits, string>,
  formats: { sequential: "one sequence", dated: "a sequence each day" } satisfies Record<
    NumberFormat,
    string
  >,
  firstOwner: "the first owner’s e-mail",
  empty: "none",
  added: "added",
  dropped: "removed",
  reordered: "new order",
  to: "to",

  earlier: "Earlier",
  loadingEarlier: "Loading earlier changes",
  beginning: "This is the beginning of the log.",
  none: "No change yet",
  noneHint: "What owners change in these settings is listed here.",
};
