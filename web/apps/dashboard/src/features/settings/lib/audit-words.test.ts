import type { AuditEntry, SettingChange } from "@tkt/api/schema";
import { expect, test } from "vitest";
import { tell } from "./audit-words";
import { demoWorkspace } from "./test-data";

const by = "owner@example.com";
const base = { number: 1, at: "2026-01-15T09:30:00.000Z", by };
const nora = "nora@example.com";

test.each<[AuditEntry, string]>([
  [{ ...base, kind: "workspace_created" }, "created the workspace"],
  [{ ...base, kind: "agent_invited", email: nora, role: "agent" }, `invited ${nora} as an agent`],
  [{ ...base, kind: "invitation_cancelled", email: nora }, `cancelled the invitation of ${nora}`],
  [{ ...base, by: nora, kind: "agent_joined", email: nora, role: "owner" }, "joined as an owner"],
  [{ ...base, kind: "agent_joined", email: nora, role: "agent" }, `let ${nora} join as an agent`],
  [{ ...base, kind: "agent_removed", email: nora }, `removed ${nora}`],
  [{ ...base, kind: "agent_removed", email: by }, "left the workspace"],
  [
    { ...base, kind: "role_changed", email: nora, from: "agent", to: "owner" },
    `changed ${nora} from an agent to an owner`,
  ],
  [{ ...base, kind: "widget_token_created", id: "1", name: "Shop" }, "created the widget token “Shop”"],
  [{ ...base, kind: "widget_token_revoked", id: "1", name: "Shop" }, "revoked the widget token “Shop”"],
])("%j is told", (entry, what) => {
  expect(tell(entry)).toEqual({ what, changes: [] });
});

const { limits } = demoWorkspace;

test.each<[SettingChange, string, object]>([
  [
    { field: "name", from: "Demo Shop", to: "Lamps" },
    "changed the name",
    { kind: "value", label: "Name", from: "Demo Shop", to: "Lamps" },
  ],
  [
    { field: "support_address", from: null, to: "help@example.com" },
    "changed the support address",
    { kind: "value", label: "Support address", from: "the first owner’s e-mail", to: "help@example.com" },
  ],
  [
    { field: "prefix", from: "TKT", to: "SHOP" },
    "changed the prefix of numbers",
    { kind: "value", label: "Prefix", from: "TKT", to: "SHOP" },
  ],
  [
    { field: "number_format", from: "sequential", to: "dated" },
    "changed the format of numbers",
    { kind: "value", label: "Format", from: "one sequence", to: "a sequence each day" },
  ],
  [
    { field: "time_zone", from: "UTC", to: "Europe/Berlin" },
    "changed the time zone",
    { kind: "value", label: "Time zone", from: "UTC", to: "Europe/Berlin" },
  ],
  [
    { field: "categories", from: ["billing", "general"], to: ["general", "returns"] },
    "changed the categories",
    { kind: "list", label: "Categories", added: ["returns"], dropped: ["billing"] },
  ],
  [
    { field: "categories", from: ["billing", "general"], to: ["general", "billing"] },
    "changed the categories",
    { kind: "order", label: "Categories", order: ["general", "billing"] },
  ],
  [
    { field: "allowed_origins", from: [], to: ["https://shop.example"] },
    "changed the allowed origins",
    { kind: "list", label: "Allowed origins", added: ["https://shop.example"], dropped: [] },
  ],
  [
    { field: "ticket_phrases", from: ["new ticket"], to: [] },
    "changed the ticket phrases",
    { kind: "list", label: "Ticket phrases", added: [], dropped: ["new ticket"] },
  ],
  [
    { field: "limits", from: limits, to: { ...limits, confirmations_per_recipient: 7 } },
    "changed the limits",
    { kind: "value", label: "Confirmations per recipient and day", from: "5", to: "7" },
  ],
])("a change of settings is told: %j", (change, what, told) => {
  expect(tell({ ...base, kind: "settings_changed", changes: [change] })).toEqual({ what, changes: [told] });
});

test("several settings are told in one sentence", () => {
  const changes: SettingChange[] = [
    { field: "name", from: "A", to: "B" },
    { field: "prefix", from: "TKT", to: "SHOP" },
    { field: "time_zone", from: "UTC", to: "Europe/Berlin" },
  ];
  const { what } = tell({ ...base, kind: "settings_changed", changes });
  expect(what).toBe("changed the name, the prefix of numbers, and the time zone");
});
