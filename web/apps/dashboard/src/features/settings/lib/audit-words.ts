import type { AuditEntry, Limits, SettingChange } from "@tkt/api/schema";
import { settingsTexts } from "../../../texts/settings-texts";
import { limitNames } from "./values";

const words = settingsTexts.log;

/** One setting's change: what stood there and what does, or what a list gained and lost. */
export type ToldChange =
  | { kind: "value"; label: string; from: string; to: string }
  | { kind: "list"; label: string; added: readonly string[]; dropped: readonly string[] }
  | { kind: "order"; label: string; order: readonly string[] };

export type Told = { what: string; changes: readonly ToldChange[] };

/** An entry of the log in words; the person who did it stands in front of `what`. */
export function tell(entry: AuditEntry): Told {
  return {
    what: what(entry),
    changes: entry.kind === "settings_changed" ? entry.changes.flatMap(change) : [],
  };
}

function what(entry: AuditEntry): string {
  switch (entry.kind) {
    case "workspace_created":
      return words.created;
    case "settings_changed":
      return words.changed(listed(entry.changes.map(({ field }) => words.fields[field])));
    case "agent_invited":
      return words.invited(entry.email, entry.role);
    case "invitation_cancelled":
      return words.cancelled(entry.email);
    case "agent_joined":
      return entry.email === entry.by
        ? words.joined(entry.role)
        : words.othersJoined(entry.email, entry.role);
    case "agent_removed":
      return entry.email === entry.by ? words.left : words.removed(entry.email);
    case "role_changed":
      return words.role(entry.email, entry.from, entry.to);
    case "widget_token_created":
      return words.tokenCreated(entry.name);
    case "widget_token_revoked":
      return words.tokenRevoked(entry.name);
  }
}

function change(changed: SettingChange): ToldChange[] {
  const label = words.labels[changed.field];
  switch (changed.field) {
    case "name":
    case "prefix":
    case "time_zone":
      return [{ kind: "value", label, from: changed.from, to: changed.to }];
    case "support_address": {
      const { from, to } = changed;
      return [{ kind: "value", label, from: from ?? words.firstOwner, to: to ?? words.firstOwner }];
    }
    case "number_format":
      return [{ kind: "value", label, from: words.formats[changed.from], to: words.formats[changed.to] }];
    case "categories":
    case "allowed_origins":
    case "ticket_phrases":
      return [listChange(label, changed.from, changed.to)];
    case "limits":
      return limitChanges(changed.from, changed.to);
  }
}

function listChange(label: string, from: readonly string[], to: readonly string[]): ToldChange {
  const added = to.filter((entry) => !from.includes(entry));
  const dropped = from.filter((entry) => !to.includes(entry));
  if (added.length === 0 && dropped.length === 0) return { kind: "order", label, order: to };
  return { kind: "list", label, added, dropped };
}

function limitChanges(from: Limits, to: Limits): ToldChange[] {
  const number = new Intl.NumberFormat();
  return limitNames
    .filter((name) => from[name] !== to[name])
    .map((name) => ({
      kind: "value",
      label: words.limits[name],
      from: number.format(from[name]),
      to: number.format(to[name]),
    }));
}

function listed(parts: readonly string[]): string {
  return new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}
