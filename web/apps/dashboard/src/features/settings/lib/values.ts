import type { Limits, NumberFormat, UpdateWorkspace, Workspace } from "@tkt/api/schema";

export type Entry = { value: string };

/** The settings as a form holds them: texts as they are typed, and an entry of a list as an object of its own. */
export type SettingsValues = {
  name: string;
  support_address: string;
  time_zone: string;
  ticket_phrases: Entry[];
  limits: Record<keyof Limits, string>;
  prefix: string;
  number_format: NumberFormat;
  categories: Entry[];
  allowed_origins: Entry[];
};

export type ListName = "ticket_phrases" | "categories" | "allowed_origins";

/** One setting that can be changed, and can collide, by itself. */
export type SettingName = Exclude<keyof SettingsValues, "limits"> | `limits.${keyof Limits}`;

export const limitNames = [
  "creations_per_address",
  "creations_per_workspace",
  "confirmations_per_recipient",
  "conversations_per_address",
] as const satisfies readonly (keyof Limits)[];

const limitSettings = limitNames.map((name) => ({ name, setting: `limits.${name}` as const }));

const plain = ["name", "support_address", "time_zone", "prefix", "number_format"] as const;
const lists = ["ticket_phrases", "categories", "allowed_origins"] as const satisfies readonly ListName[];

export function valuesOf(workspace: Workspace): SettingsValues {
  const { limits } = workspace;
  return {
    name: workspace.name,
    support_address: workspace.support_address ?? "",
    time_zone: workspace.time_zone,
    ticket_phrases: entries(workspace.ticket_phrases),
    limits: {
      creations_per_address: `${limits.creations_per_address}`,
      creations_per_workspace: `${limits.creations_per_workspace}`,
      confirmations_per_recipient: `${limits.confirmations_per_recipient}`,
      conversations_per_address: `${limits.conversations_per_address}`,
    },
    prefix: workspace.prefix,
    number_format: workspace.number_format,
    categories: entries(workspace.categories),
    allowed_origins: entries(workspace.allowed_origins),
  };
}

/** The settings that differ; outer spaces do not count. */
export function changedSettings(from: SettingsValues, to: SettingsValues): SettingName[] {
  const names: readonly SettingName[] = [...plain, ...lists, ...limitSettings.map(({ setting }) => setting)];
  return names.filter((name) => asText(from, name) !== asText(to, name));
}

/** One setting in one text, to compare and to show; the entries of a list stand on lines of their own. */
export function asText(values: SettingsValues, name: SettingName): string {
  const limit = limitSettings.find(({ setting }) => setting === name);
  if (limit) return values.limits[limit.name].trim();
  const list = lists.find((one) => one === name);
  if (list) return texts(values[list]).join("\n");
  const field = plain.find((one) => one === name);
  return field ? values[field].trim() : "";
}

/** The request that sets `names`, and nothing else. */
export function editOf(values: SettingsValues, names: readonly SettingName[]): UpdateWorkspace {
  const has = (name: SettingName) => names.includes(name);
  const changedLimits = limitSettings.filter(({ setting }) => has(setting));
  return {
    ...(has("name") && { name: values.name.trim() }),
    ...(has("support_address") && { support_address: values.support_address.trim() || null }),
    ...(has("time_zone") && { time_zone: values.time_zone }),
    ...(has("prefix") && { prefix: values.prefix.trim() }),
    ...(has("number_format") && { number_format: values.number_format }),
    ...(has("ticket_phrases") && { ticket_phrases: texts(values.ticket_phrases) }),
    ...(has("categories") && { categories: texts(values.categories) }),
    ...(has("allowed_origins") && { allowed_origins: texts(values.allowed_origins) }),
    ...(changedLimits.length > 0 && {
      limits: Object.fromEntries(changedLimits.map(({ name }) => [name, Number(values.limits[name])])),
    }),
  };
}

/** `onto` with the settings `names` taken from `values`. */
export function laidOver(
  onto: SettingsValues,
  values: SettingsValues,
  names: readonly SettingName[],
): SettingsValues {
  const pick = <K extends Exclude<keyof SettingsValues, "limits">>(name: K): SettingsValues[K] =>
    (names.includes(name) ? values : onto)[name];
  const limit = (name: keyof Limits) => (names.includes(`limits.${name}`) ? values : onto).limits[name];
  return {
    name: pick("name"),
    support_address: pick("support_address"),
    time_zone: pick("time_zone"),
    ticket_phrases: pick("ticket_phrases"),
    limits: {
      creations_per_address: limit("creations_per_address"),
      creations_per_workspace: limit("creations_per_workspace"),
      confirmations_per_recipient: limit("confirmations_per_recipient"),
      conversations_per_address: limit("conversations_per_address"),
    },
    prefix: pick("prefix"),
    number_format: pick("number_format"),
    categories: pick("categories"),
    allowed_origins: pick("allowed_origins"),
  };
}

function entries(list: readonly string[]): Entry[] {
  return list.map((value) => ({ value }));
}

function texts(list: readonly Entry[]): string[] {
  return list.map(({ value }) => value.trim());
}
