import { sharedState } from "../../../lib/shared-state";
import { deviceStorage } from "../../../lib/storage";

const KEY = "tkt.keys";

/** Whether single keys run commands. People who speak to their computer, or hit keys by accident, switch them off. */
const areOn = sharedState(deviceStorage.read(KEY) !== "off");

export const useKeysAreOn = areOn.use;
export const keysAreOn = areOn.get;

export function switchKeys(on: boolean): void {
  if (on) deviceStorage.remove(KEY);
  else deviceStorage.write(KEY, "off");
  areOn.set(on);
}
