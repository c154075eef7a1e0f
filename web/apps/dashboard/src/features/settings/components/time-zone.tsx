import { Combobox } from "@base-ui/react/combobox";
import { controlClass, Field } from "@tkt/ui/field";
import { Check, ChevronsUpDown } from "lucide-react";
import { useMemo } from "react";
import { Controller, useFormContext } from "react-hook-form";
import { settingsTexts } from "../../../texts/settings-texts";
import type { SettingsValues } from "../lib/values";

const words = settingsTexts.workspace;

/** The zone in which e-mails tell times, found by typing a part of its name. */
export function TimeZoneSetting() {
  const { control } = useFormContext<SettingsValues>();
  return (
    <Controller
      control={control}
      name="time_zone"
      render={({ field, fieldState }) => (
        <Field
          label={words.zone}
          hint={words.zoneHint(timeIn(field.value))}
          error={fieldState.error?.message}
        >
          {(described) => (
            <TimeZones value={field.value} onChange={field.onChange} onBlur={field.onBlur} {...described} />
          )}
        </Field>
      )}
    />
  );
}

type Props = { id: string; value: string; onChange: (zone: string) => void; onBlur: () => void };

function TimeZones({ value, onChange, onBlur, ...described }: Props) {
  const zones = useMemo(() => zonesWith(value), [value]);
  return (
    <Combobox.Root
      items={zones}
      value={value}
      onValueChange={(zone) => zone !== null && onChange(zone)}
      filter={isAbout}
      autoHighlight
    >
      <Combobox.InputGroup className="relative">
        <Combobox.Input {...described} onBlur={onBlur} className={`${controlClass} pr-11`} />
        <Combobox.Trigger
          aria-label={words.zoneOpen}
          className="absolute inset-y-0 right-0 inline-flex w-11 items-center justify-center rounded-control text-muted"
        >
          <ChevronsUpDown aria-hidden="true" size={16} />
        </Combobox.Trigger>
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50">
          <Combobox.Popup className="max-h-[min(20rem,var(--available-height))] w-[var(--anchor-width)] overflow-y-auto rounded-card border border-line bg-surface p-1 text-body text-text shadow-float">
            <Combobox.Empty>
              <p className="px-3 py-2 text-muted">{words.zoneNone}</p>
            </Combobox.Empty>
            <Combobox.List>
              {(zone: string) => (
                <Combobox.Item
                  key={zone}
                  value={zone}
                  className="flex min-h-10 items-center justify-between gap-4 rounded-control px-3 outline-none data-[highlighted]:bg-accent-tint"
                >
                  {zone.replaceAll("_", " ")}
                  <Combobox.ItemIndicator>
                    <Check aria-hidden="true" size={16} />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

/** The browser's zones; UTC, which it does not list; and the present one, which it may know by another name. */
function zonesWith(present: string): string[] {
  return [...new Set(["UTC", present, ...Intl.supportedValuesOf("timeZone")])];
}

/** "new york" finds America/New_York. */
function isAbout(zone: string, query: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll("_", " ");
  return plain(zone).includes(plain(query.trim()));
}

function timeIn(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone }).format(new Date());
  } catch {
    return "–";
  }
}
