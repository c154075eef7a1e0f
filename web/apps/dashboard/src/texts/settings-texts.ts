import { settings } from "./en/settings";
import { settingsAudit } from "./en/settings-audit";

/** The texts of the settings: apart from `texts`, so that they come with the settings and not at the first load. */
export const settingsTexts = { ...settings, log: settingsAudit };
