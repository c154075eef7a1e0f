import { useEffect, useRef } from "react";
import { sharedState } from "./shared-state";

/** Something that an agent can do here and now, by the palette, by a key, or both. */
export type Command = {
  /** Unique among the commands of the moment, such as `ticket.copy-number`. */
  id: string;
  /** What it does, as the palette shows it. */
  label: string;
  /** The heading under which the palette lists it. */
  group: string;
  /** Other words by which the palette finds it. */
  keywords?: string;
  /** A key, such as `s`, that runs it while nobody types; or two, one after the other, such as `g t`. */
  key?: string;
  run: () => void;
};

type Offer = { commands: readonly Command[] };

/** What components offer, the newest first. */
const offers: Offer[] = [];
const all = sharedState<readonly Command[]>([]);
const surface = sharedState<CommandSurface>("none");

/** What of the commands is shown: the palette, the list of keys, or nothing. */
export type CommandSurface = "none" | "palette" | "keys";

/**
 * Offers commands while the component is shown. The newest offer goes before the others: it stands
 * above them in the palette and its keys win, so a ticket's go before the list's. Last comes what is
 * offered `everywhere`.
 */
export function useCommands(commands: readonly Command[], everywhere = false): void {
  const offer = useRef<Offer>({ commands: [] });
  useEffect(() => {
    const mine = offer.current;
    if (everywhere) offers.push(mine);
    else offers.unshift(mine);
    return () => {
      offers.splice(offers.indexOf(mine), 1);
      gather();
    };
  }, [everywhere]);
  // Another list of the same component keeps its place among the offers.
  useEffect(() => {
    offer.current.commands = commands;
    gather();
  }, [commands]);
}

/** Every command of the moment, the newest first. */
export const useAllCommands = all.use;
export const currentCommands = all.get;

export function openPalette(): void {
  surface.set("palette");
}

/** Opens the list of the keys of the moment. */
export function openKeysHelp(): void {
  surface.set("keys");
}

export function closeCommands(): void {
  surface.set("none");
}

export const useCommandSurface = surface.use;
export const currentCommandSurface = surface.get;

function gather(): void {
  all.set(offers.flatMap((offer) => offer.commands));
}
