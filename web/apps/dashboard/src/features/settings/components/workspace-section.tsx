import type { Workspace } from "@tkt/api/schema";
import { settingsTexts } from "../../../texts/settings-texts";
import { useSettingsForm } from "../lib/use-settings-form";
import { limitNames } from "../lib/values";
import { Group, TextSetting } from "./fields";
import { ListEditor } from "./list-editor";
import { SettingsFormView } from "./settings-form";
import { TimeZoneSetting } from "./time-zone";

const words = settingsTexts.workspace;

/** What customers see of the workspace, and what strangers may cause in it. */
export function WorkspaceSection({ workspace }: { workspace: Workspace }) {
  const settings = useSettingsForm("workspace", workspace);
  return (
    <SettingsFormView settings={settings}>
      <TextSetting name="name" label={words.name} hint={words.nameHint} />
      <TextSetting
        name="support_address"
        label={words.support}
        hint={words.supportHint}
        placeholder={words.supportPlaceholder}
        type="email"
        inputMode="email"
      />
      <TimeZoneSetting />
      <ListEditor
        name="ticket_phrases"
        label={words.phrases}
        hint={words.phrasesHint}
        entry={words.phrase}
        newEntry={words.newPhrase}
        empty={words.phrasesEmpty}
      />
      <Group title={words.limits} hint={words.limitsHint}>
        {limitNames.map((name) => (
          <TextSetting
            key={name}
            name={`limits.${name}`}
            label={words.limit[name]}
            inputMode="numeric"
            maxLength={6}
            className="max-w-40"
          />
        ))}
      </Group>
    </SettingsFormView>
  );
}
