import type { NumberFormat, Workspace } from "@tkt/api/schema";
import { NumberBadge } from "@tkt/ui/number-badge";
import { useFormContext } from "react-hook-form";
import { settingsTexts } from "../../../texts/settings-texts";
import { useNewestNumber } from "../api/settings";
import { exampleNumbers } from "../lib/number-example";
import { useSettingsForm } from "../lib/use-settings-form";
import type { SettingsValues } from "../lib/values";
import { Group, TextSetting } from "./fields";
import { SettingsFormView } from "./settings-form";

const words = settingsTexts.numbers;

/** How new tickets are numbered. It is asked before it changes: numbers stand in people's e-mails. */
export function NumbersSection({ workspace }: { workspace: Workspace }) {
  const settings = useSettingsForm("numbers", workspace);
  const newest = useNewestNumber().data ?? undefined;
  const example = ({ prefix, number_format }: Pick<SettingsValues, "prefix" | "number_format">) =>
    exampleNumbers(prefix.trim() || "…", number_format, new Date(), newest);
  const question = (values: SettingsValues) => ({
    title: words.confirm.title,
    body: words.confirm.body(example(settings.base)[0], example(values)[0]),
    act: words.confirm.act,
    keep: words.confirm.keep,
  });
  return (
    <SettingsFormView settings={settings} question={question}>
      <Prefix />
      <Formats />
      <Example numbers={example(settings.values)} />
      <Earlier prefixes={workspace.earlier_prefixes} />
    </SettingsFormView>
  );
}

function Prefix() {
  const { setValue } = useFormContext<SettingsValues>();
  return (
    <TextSetting
      name="prefix"
      label={words.prefix}
      hint={words.prefixHint}
      maxLength={10}
      autoCapitalize="characters"
      spellCheck={false}
      className="max-w-40 font-mono"
      onInput={({ currentTarget }) => {
        const { value, selectionStart } = currentTarget;
        if (value === value.toUpperCase()) return;
        setValue("prefix", value.toUpperCase(), { shouldValidate: true });
        currentTarget.setSelectionRange(selectionStart, selectionStart);
      }}
    />
  );
}

function Formats() {
  const { register } = useFormContext<SettingsValues>();
  const formats: readonly NumberFormat[] = ["sequential", "dated"];
  return (
    <fieldset className="grid grid-cols-1 gap-2">
      <legend className="mb-1 font-medium text-meta">{words.format}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {formats.map((format) => (
          <label
            key={format}
            className="flex min-h-11 cursor-pointer items-start gap-3 rounded-control border border-line bg-surface p-3 hover:border-muted has-checked:border-accent has-checked:bg-accent-tint"
          >
            <input
              type="radio"
              value={format}
              {...register("number_format")}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium text-body">{words.formats[format]}</span>
              <span className="block text-meta text-muted">{words.formatHints[format]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Example({ numbers }: { numbers: readonly string[] }) {
  return (
    <div role="status" className="grid grid-cols-1 gap-2 rounded-card bg-sunken p-4">
      <p className="text-meta text-muted">{words.example}</p>
      <p className="flex flex-wrap gap-2">
        {numbers.map((number) => (
          <NumberBadge key={number} number={number} />
        ))}
      </p>
      <p className="text-meta text-muted">{settingsTexts.delay}</p>
    </div>
  );
}

function Earlier({ prefixes }: { prefixes: readonly string[] }) {
  return (
    <Group title={words.earlier} hint={prefixes.length > 0 ? words.earlierHint : words.noEarlier}>
      {prefixes.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {prefixes.map((prefix) => (
            <li key={prefix}>
              <NumberBadge number={prefix} />
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}
