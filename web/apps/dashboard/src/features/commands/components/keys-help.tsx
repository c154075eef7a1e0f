import { Switch } from "@base-ui/react/switch";
import type { ReactNode } from "react";
import { Dialog } from "../../../components/dialog";
import { closeCommands, useAllCommands } from "../../../lib/commands";
import { texts } from "../../../texts/texts";
import { grouped, keyed } from "../lib/grouped";
import { isMac } from "../lib/key-rules";
import { switchKeys, useKeysAreOn } from "../lib/key-setting";
import { Pressed } from "./keys";

const WORDS = texts.commands;

/** The keys that work where the agent is, and the switch for those that are one letter. */
export function KeysHelp({ open }: { open: boolean }) {
  return (
    <Dialog open={open} onClose={closeCommands} title={WORDS.help.title} wide>
      <Content />
    </Dialog>
  );
}

function Content() {
  const commands = useAllCommands();
  const areOn = useKeysAreOn();
  const control = isMac() ? WORDS.keys.Meta : WORDS.keys.Ctrl;
  return (
    <div className="grid gap-5 text-body">
      <SingleKeys />
      <div className="gap-x-8 sm:columns-2">
        <Group label={WORDS.groups.everywhere}>
          <Row label={WORDS.help.palette} keys={[control, "K"]} />
          <Row label={WORDS.help.send} keys={[control, WORDS.keys.Enter]} />
          <Row label={WORDS.help.close} keys={[WORDS.keys.Escape]} />
        </Group>
        {areOn &&
          [...grouped(keyed(commands))].map(([label, group]) => (
            <Group key={label} label={label}>
              {group.map((command) => (
                <Row key={command.id} label={command.label} keys={command.key.split(" ")} oneByOne />
              ))}
            </Group>
          ))}
      </div>
    </div>
  );
}

function SingleKeys() {
  const areOn = useKeysAreOn();
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the switch is a control.
    <label className="flex items-center gap-4 rounded-control bg-sunken px-4 py-3">
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{WORDS.help.single}</span>
        <span className="block text-meta text-muted">
          {areOn ? WORDS.help.singleHint : WORDS.help.areOff}
        </span>
      </span>
      <Switch.Root
        checked={areOn}
        onCheckedChange={switchKeys}
        className="flex h-6 w-11 shrink-0 items-center rounded-full border border-muted bg-surface transition-colors data-[checked]:border-accent data-[checked]:bg-accent"
      >
        <Switch.Thumb className="block size-4 translate-x-1 rounded-full bg-muted transition-transform data-[checked]:translate-x-6 data-[checked]:bg-on-accent" />
      </Switch.Root>
    </label>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="mb-5 break-inside-avoid">
      <h3 className="mb-1 text-meta font-semibold text-muted">{label}</h3>
      <dl className="divide-y divide-line">{children}</dl>
    </section>
  );
}

type RowProps = { label: string; keys: readonly string[]; oneByOne?: boolean };

function Row({ label, keys, oneByOne = false }: RowProps) {
  return (
    <div className="flex min-h-10 items-center justify-between gap-4">
      <dt className="min-w-0">{label}</dt>
      <dd>
        <Pressed keys={keys} between={oneByOne ? WORDS.help.after : "+"} />
      </dd>
    </div>
  );
}
