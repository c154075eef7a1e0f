import { sharedState } from "../../../lib/shared-state";
import { deviceStorage } from "../../../lib/storage";

/** How an agent wants to be called when a visitor writes; a choice of this device. */
export type AlertSettings = { notify: boolean; sound: boolean };
type Alert = keyof AlertSettings;

const KEY = { notify: "tkt.notify", sound: "tkt.sound" } as const satisfies Record<Alert, string>;

const settings = sharedState<AlertSettings>(read());

export const useAlertSettings = settings.use;

export function setAlert(alert: Alert, isOn: boolean): void {
  if (isOn) deviceStorage.write(KEY[alert], "on");
  else deviceStorage.remove(KEY[alert]);
  settings.set({ ...settings.get(), [alert]: isOn });
}

addEventListener("storage", ({ key }) => {
  if (key === null || key === KEY.notify || key === KEY.sound) settings.set(read());
});

function read(): AlertSettings {
  return {
    notify: deviceStorage.read(KEY.notify) !== null,
    sound: deviceStorage.read(KEY.sound) !== null,
  };
}
