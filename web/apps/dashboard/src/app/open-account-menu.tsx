import { Menu } from "@base-ui/react/menu";
import { Check, Keyboard, LogOut, type LucideIcon, Monitor, Moon, Sun } from "lucide-react";
import { Avatar } from "../components/avatar";
import { openKeysHelp } from "../lib/commands";
import { leave } from "../lib/leave";
import { chooseTheme, type Theme, useTheme } from "../lib/theme";
import { useMe } from "../lib/use-session";
import { texts } from "../texts/texts";
import { AccountButton } from "./account-button";

const ITEM =
  "flex min-h-10 items-center gap-3 rounded-control px-3 outline-none pointer-coarse:min-h-11 data-[highlighted]:bg-accent-tint";

const THEMES: readonly { value: Theme; icon: LucideIcon }[] = [
  { value: "system", icon: Monitor },
  { value: "light", icon: Sun },
  { value: "dark", icon: Moon },
];

/** Who works here, the colours of the page, its keys, and the way out. It comes open. */
export function OpenAccountMenu() {
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={<AccountButton />} />
      <Menu.Portal>
        <Menu.Positioner sideOffset={8} align="end" collisionPadding={8} className="z-50">
          <Menu.Popup className="w-64 max-w-[calc(100vw-1rem)] rounded-card border border-line bg-surface p-1 text-body text-text shadow-float outline-none">
            <Who />
            <Separator />
            <Colours />
            <Separator />
            <Menu.Item onClick={openKeysHelp} className={`${ITEM} pointer-coarse:hidden`}>
              <Keyboard aria-hidden="true" size={16} />
              {texts.shell.keys}
            </Menu.Item>
            <Menu.Item onClick={leave} className={ITEM}>
              <LogOut aria-hidden="true" size={16} />
              {texts.shell.signOut}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Who() {
  const { email, role } = useMe();
  return (
    <div className="flex items-center gap-3 px-3 py-2">
      <Avatar name={email} />
      <p className="min-w-0">
        <span className="block truncate font-medium" title={email}>
          {email}
        </span>
        <span className="block text-meta text-muted">{texts.shell.roles[role]}</span>
      </p>
    </div>
  );
}

function Colours() {
  const themes = texts.shell.theme;
  return (
    <Menu.RadioGroup value={useTheme()} onValueChange={chooseTheme}>
      <Menu.GroupLabel className="px-3 pt-1 pb-0.5 text-meta text-muted">{themes.label}</Menu.GroupLabel>
      {THEMES.map(({ value, icon: Icon }) => (
        <Menu.RadioItem key={value} value={value} className={ITEM}>
          <Icon aria-hidden="true" size={16} />
          <span className="flex-1">{themes[value]}</span>
          <Menu.RadioItemIndicator>
            <Check aria-hidden="true" size={16} />
          </Menu.RadioItemIndicator>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Separator() {
  return <Menu.Separator className="my-1 h-px bg-line" />;
}
