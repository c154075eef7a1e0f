import { useRef } from "react";
import { closeCommands, useCommandSurface } from "../../../lib/commands";
import { useLoaded } from "../../../lib/use-loaded";
import { useBaseCommands } from "./use-base-commands";
import { useKeys } from "./use-keys";

const load = () => import("./surfaces").then((loaded) => loaded.Surfaces);

/** The palette, the keys, and the list of them: once, in the shell. What is shown has a script of its own. */
export function Commands() {
  const surface = useCommandSurface();
  const typedAhead = useRef("");
  const Surfaces = useLoaded(load, surface !== "none", closeCommands);
  useBaseCommands();
  useKeys(typedAhead, Surfaces !== undefined);
  return Surfaces && <Surfaces surface={surface} typedAhead={typedAhead} />;
}
