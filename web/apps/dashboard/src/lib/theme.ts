import { sharedState } from "./shared-state";
import { deviceStorage } from "./storage";

const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "tkt.theme";
const theme = sharedState<Theme>("system");

export const useTheme = theme.use;

/** Shows the colours that were chosen before, and follows a choice in another tab. */
export function startTheme(): void {
  show(read());
  addEventListener("storage", (event) => {
    if (event.key === KEY) show(read());
  });
}

/** Shows the page in these colours, now and after a reload. */
export function chooseTheme(next: Theme): void {
  if (next === "system") deviceStorage.remove(KEY);
  else deviceStorage.write(KEY, next);
  show(next);
}

function read(): Theme {
  const stored = deviceStorage.read(KEY);
  return THEMES.find((one) => one === stored) ?? "system";
}

function show(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  theme.set(next);
}
