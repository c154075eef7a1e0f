import type { Workspace } from "@tkt/api/schema";
import { Notice } from "@tkt/ui/notice";
import { settingsTexts } from "../../../texts/settings-texts";
import { useSettingsForm } from "../lib/use-settings-form";
import { ListEditor } from "./list-editor";
import { SettingsFormView } from "./settings-form";

const words = settingsTexts.categories;

/** What a ticket can be about. */
export function CategoriesSection({ workspace }: { workspace: Workspace }) {
  const settings = useSettingsForm("categories", workspace);
  return (
    <SettingsFormView settings={settings}>
      <ListEditor
        ordered
        labelLook="unseen"
        name="categories"
        label={words.list}
        hint={words.hint}
        entry={words.one}
        newEntry={words.newOne}
        empty={words.empty}
      />
      <Notice tone="info">
        <p>{words.kept}</p>
        <p className="mt-1">{words.general}</p>
      </Notice>
    </SettingsFormView>
  );
}
