import type { Workspace } from "@tkt/api/schema";

/** A workspace for tests, as a new data folder has it. */
export const demoWorkspace: Workspace = {
  id: "demo",
  name: "Demo Shop",
  support_address: null,
  prefix: "TKT",
  earlier_prefixes: [],
  number_format: "sequential",
  categories: ["billing", "technical", "general"],
  allowed_origins: [],
  time_zone: "UTC",
  ticket_phrases: ["support ticket", "new ticket"],
  limits: {
    creations_per_address: 60,
    creations_per_workspace: 1_200,
    confirmations_per_recipient: 5,
    conversations_per_address: 30,
  },
  agents: ["agent@example.com", "owner@example.com"],
  version: 1,
};
