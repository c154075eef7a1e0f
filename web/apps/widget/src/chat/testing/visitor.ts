import { vi } from "vitest";
import type { Events } from "../../shared/bridge.ts";
import { createMemory } from "../../shared/memory.ts";
import type { Options } from "../../shared/options.ts";
import { OPTIONS } from "../../shared/testing/options.ts";
import { createEngine } from "../engine.ts";
import type { Line } from "../types.ts";

export const VERA = { name: "Vera", email: "vera@example.com" };

/** A tab of a visitor: an engine with a bridge that notes what it is told. */
export function openTab(options: Partial<Options> = {}) {
  const events: { [E in keyof Events]?: unknown[] } = {};
  const bridge = {
    options: { ...OPTIONS, ...options },
    memory: createMemory(options.token ?? OPTIONS.token),
    emit(event: keyof Events, detail: unknown) {
      events[event] = [...(events[event] ?? []), detail];
    },
    setUnread: vi.fn<(count: number) => void>(),
    warn: vi.fn<(line: string) => void>(),
    retire: vi.fn<() => void>(),
  };
  const engine = createEngine(bridge);
  const lines = () => engine.snapshot().lines;
  return {
    ...bridge,
    engine,
    events,
    lines,
    texts: () => lines().map(({ text }) => text),
    /** What is shown, with its state where it is not sent: `Hello (sending)`. */
    shown: () => lines().map(show),
  };
}

export type Tab = ReturnType<typeof openTab>;

function show({ text, delivery }: Line): string {
  return delivery === "sent" ? text : `${text} (${delivery})`;
}

/** Other tabs hear of what one has kept. */
export function tellOtherTabs(): void {
  dispatchEvent(new StorageEvent("storage", { key: null }));
}

/** Lets `milliseconds` pass. */
export async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

export function setVisible(isVisible: boolean): void {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(isVisible ? "visible" : "hidden");
  document.dispatchEvent(new Event("visibilitychange"));
}
