import { Button } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import { settingsTexts as words } from "../../../texts/settings-texts";
import type { Conflict } from "../lib/use-settings-form";
import { asText, type SettingName, type SettingsValues, valuesOf } from "../lib/values";

type Props = { conflict: Conflict; mine: SettingsValues; onSettle: (whose: "mine" | "theirs") => void };

/** Who was first, both values of each setting that collides, and the choice. */
export function ConflictNotice({ conflict, mine, onSettle }: Props) {
  const theirs = valuesOf(conflict.theirs);
  return (
    <Notice
      tone="error"
      action={
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => onSettle("mine")}>{words.stale.mine}</Button>
          <Button onClick={() => onSettle("theirs")}>{words.stale.theirs}</Button>
        </div>
      }
    >
      <p className="font-medium">{words.stale.title(conflict.who ?? words.stale.somebody)}</p>
      <ul className="mt-2 grid grid-cols-1 gap-2">
        {conflict.names.map((name) => (
          <li key={name}>
            <p className="font-medium text-meta">{labelOf(name)}</p>
            <Value whose={words.stale.mineIs} text={asText(mine, name)} />
            <Value whose={words.stale.theirsIs} text={asText(theirs, name)} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Value({ whose, text }: { whose: string; text: string }) {
  return (
    <p>
      <span className="text-muted">{whose}: </span>
      {text === "" ? words.stale.nothing : text.split("\n").join(", ")}
    </p>
  );
}

function labelOf(name: SettingName): string {
  switch (name) {
    case "limits.creations_per_address":
      return words.workspace.limit.creations_per_address;
    case "limits.creations_per_workspace":
      return words.workspace.limit.creations_per_workspace;
    case "limits.confirmations_per_recipient":
      return words.workspace.limit.confirmations_per_recipient;
    case "limits.conversations_per_address":
      return words.workspace.limit.conversations_per_address;
    default:
      return words.log.labels[name];
  }
}
