import type { RefObject } from "react";
import type { CommandSurface } from "../../../lib/commands";
import { KeysHelp } from "./keys-help";
import { Palette } from "./palette";

/** What is shown of the commands, behind one import: most pages never need it at once. */
export function Surfaces({
  surface,
  typedAhead,
}: {
  surface: CommandSurface;
  typedAhead: RefObject<string>;
}) {
  return (
    <>
      <Palette open={surface === "palette"} typedAhead={typedAhead} />
      <KeysHelp open={surface === "keys"} />
    </>
  );
}
