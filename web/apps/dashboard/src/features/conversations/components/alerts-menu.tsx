import { Popover } from "@base-ui/react/popover";
import { IconButton } from "@tkt/ui/button";
import { Bell, BellRing, type LucideIcon, Volume2 } from "lucide-react";
import { useId } from "react";
import { toastFailure } from "../../../components/toast";
import { conversationsTexts } from "../../../texts/conversations-texts";
import { setAlert, useAlertSettings } from "../lib/alert-settings";
import { askToNotify } from "../lib/call";
import { playTone } from "../lib/tone";

const words = conversationsTexts.alerts;

/** Whether the browser tells of a visitor's message, and how. Both are off until the agent wants them. */
export function AlertsMenu() {
  const { notify, sound } = useAlertSettings();
  const Icon = notify || sound ? BellRing : Bell;
  async function setNotify(isOn: boolean) {
    // Only here is the browser asked, since a page that asks unbidden is refused for good.
    const mayBe = !isOn || (await askToNotify());
    if (!mayBe) toastFailure(words.refused, words.refusedHint);
    setAlert("notify", isOn && mayBe);
  }
  function setSound(isOn: boolean) {
    setAlert("sound", isOn);
    if (isOn) playTone();
  }
  return (
    <Popover.Root>
      <Popover.Trigger render={<IconButton label={words.menu} />}>
        <Icon aria-hidden="true" size={18} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="end" collisionPadding={8} className="z-50">
          <Popover.Popup className="grid w-80 max-w-[calc(100vw-1rem)] gap-1 rounded-card border border-line bg-surface p-2 text-body text-text shadow-float outline-none">
            <Popover.Title className="px-2 pt-1 font-medium text-meta text-muted">{words.menu}</Popover.Title>
            <Switch
              icon={Bell}
              label={words.notify}
              hint={words.notifyHint}
              isOn={notify}
              onSet={setNotify}
            />
            <Switch icon={Volume2} label={words.sound} hint={words.soundHint} isOn={sound} onSet={setSound} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type SwitchProps = {
  icon: LucideIcon;
  label: string;
  hint: string;
  isOn: boolean;
  onSet: (isOn: boolean) => void;
};

function Switch({ icon: Icon, label, hint, isOn, onSet }: SwitchProps) {
  const id = useId();
  return (
    <label className="flex min-h-11 items-center gap-3 rounded-control px-2 py-1.5 hover:bg-sunken">
      <Icon aria-hidden="true" size={16} className="shrink-0" />
      <span className="min-w-0 flex-1">
        <span id={id} className="block font-medium">
          {label}
        </span>
        <span id={`${id}-hint`} className="block text-meta text-muted">
          {hint}
        </span>
      </span>
      <input
        type="checkbox"
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        checked={isOn}
        onChange={({ target }) => onSet(target.checked)}
        className="size-5 shrink-0 accent-accent"
      />
    </label>
  );
}
