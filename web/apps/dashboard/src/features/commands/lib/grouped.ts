import type { Command } from "../../../lib/commands";

/** Commands under their headings, both in the order in which they are offered. */
export function grouped<T extends Command>(commands: Iterable<T>): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const command of commands) {
    groups.set(command.group, [...(groups.get(command.group) ?? []), command]);
  }
  return groups;
}

export type Keyed = Command & { key: string };

/** The commands that a key runs: of two with the same key the first. */
export function keyed(commands: readonly Command[]): Keyed[] {
  const byKey = new Map<string, Keyed>();
  for (const command of commands) {
    if (command.key !== undefined && !byKey.has(command.key))
      byKey.set(command.key, { ...command, key: command.key });
  }
  return [...byKey.values()];
}
