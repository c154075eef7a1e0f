import type { Workspace } from "@tkt/api/schema";
import { settingsTexts } from "../../../texts/settings-texts";
import { useSettingsForm } from "../lib/use-settings-form";
import { Group } from "./fields";
import { ListEditor } from "./list-editor";
import { SettingsFormView } from "./settings-form";
import { WidgetTokens } from "./widget-tokens";

const words = settingsTexts.widget;

/** The tokens of a workspace's widgets, and the pages on which they work. */
export function WidgetSection({ workspace }: { workspace: Workspace }) {
  return (
    <div className="grid grid-cols-1 gap-8">
      <Group title={words.tokens} hint={words.tokensHint}>
        <WidgetTokens />
      </Group>
      <div className="border-line border-t pt-6">
        <Origins workspace={workspace} />
      </div>
    </div>
  );
}

function Origins({ workspace }: { workspace: Workspace }) {
  const settings = useSettingsForm("widget", workspace);
  return (
    <SettingsFormView settings={settings}>
      <ListEditor
        mono
        labelLook="heading"
        name="allowed_origins"
        label={words.origins}
        hint={words.originsHint}
        entry={words.origin}
        newEntry={words.newOrigin}
        empty={words.originsEmpty(location.origin)}
        placeholder="https://shop.example"
      />
    </SettingsFormView>
  );
}
