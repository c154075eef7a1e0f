import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Engine } from "../../chat/types.ts";
import type { Bridge } from "../../shared/bridge.ts";
import type { Texts } from "../../texts/panel.ts";

/** What every part of the panel stands on. */
export type Stage = {
  readonly bridge: Bridge;
  readonly engine: Engine;
  readonly texts: Texts;
  /** For dates and times. */
  readonly locale: string;
};

const Context = createContext<Stage | undefined>(undefined);

export const StageProvider = Context.Provider;

export function useStage(): Stage {
  const stage = useContext(Context);
  if (stage === undefined) throw new Error("a part of the panel stands outside of it");
  return stage;
}
