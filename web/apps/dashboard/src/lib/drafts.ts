import { useSyncExternalStore } from "react";
import { agentOfPage } from "./session";
import { deviceStorage } from "./storage";

const PREFIX = "tkt.draft.";
const KEPT_FOR = 30 * 24 * 60 * 60 * 1_000;

/** What the device's storage did not take: it lives as long as the page. */
const unstored = new Map<string, string>();
const listeners = new Set<() => void>();

addEventListener("storage", (event) => {
  if (event.key !== null && !event.key.startsWith(PREFIX)) return;
  // Another tab has written what is newest.
  if (event.key !== null) unstored.delete(event.key);
  tell();
});

/**
 * A text that survives a reload and the end of a session. `name` says what it is written for, such
 * as `answer.TKT-00003`; it is kept for the agent in the workspace, on this device, until it is sent
 * (that is, set to nothing) or 30 days old. Two tabs show the same text.
 */
export function useDraft(agent: string, name: string): [string, (text: string) => void] {
  const key = keyOf(agent, name);
  const text = useSyncExternalStore(onDrafts, () => read(key));
  return [text, (next) => write(key, next)];
}

/** What is kept, for a form that has its own state. */
export function readDraft(agent: string, name: string): string {
  return read(keyOf(agent, name));
}

/** Keeps a text, or with an empty one nothing. */
export function writeDraft(agent: string, name: string, text: string): void {
  write(keyOf(agent, name), text);
}

/** Forgets what nobody came back to. */
export function removeOldDrafts(): void {
  for (const key of deviceStorage.keys()) {
    if (!key.startsWith(PREFIX)) continue;
    const { at } = split(deviceStorage.read(key) ?? "");
    if (!(Date.now() - at < KEPT_FOR)) deviceStorage.remove(key);
  }
}

/**
 * One person may be an agent of two workspaces, which may both have a TKT-00003. What was sent may be
 * confirmed after a sign-out, and must be found then.
 */
function keyOf(agent: string, name: string): string {
  return `${PREFIX}${agentOfPage()?.workspace ?? ""}/${agent}.${name}`;
}

function read(key: string): string {
  return unstored.get(key) ?? split(deviceStorage.read(key) ?? "").text;
}

function write(key: string, text: string): void {
  unstored.delete(key);
  if (text === "") deviceStorage.remove(key);
  else if (!deviceStorage.write(key, `${Date.now()}\n${text}`)) unstored.set(key, text);
  tell();
}

/** A stored draft is the time of its last change, a line's end, and the text. */
function split(stored: string): { at: number; text: string } {
  const end = stored.indexOf("\n");
  return { at: Number(stored.slice(0, Math.max(end, 0)) || Number.NaN), text: stored.slice(end + 1) };
}

function onDrafts(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function tell(): void {
  for (const listener of [...listeners]) listener();
}
