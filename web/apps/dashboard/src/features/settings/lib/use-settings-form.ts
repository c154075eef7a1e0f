import { zodResolver } from "@hookform/resolvers/zod";
import { Failure } from "@tkt/api/failure";
import type { Workspace } from "@tkt/api/schema";
import { useEffect, useState } from "react";
import { useForm } from "react-hook-form";
import { toast } from "../../../components/toast";
import { texts } from "../../../texts/texts";
import { fetchSettings, lastEditor, useSaveSettings } from "../api/settings";
import { fieldOf, sentence } from "./field-errors";
import { useFormDraft } from "./form-draft";
import { settingsSchema } from "./schema";
import type { SectionName } from "./sections";
import {
  asText,
  changedSettings,
  editOf,
  laidOver,
  type SettingName,
  type SettingsValues,
  valuesOf,
} from "./values";

/** Somebody else was first with the very settings that were changed here. */
export type Conflict = { who: string | undefined; theirs: Workspace; names: readonly SettingName[] };

type Base = { version: number; values: SettingsValues };

/**
 * The form of one section. An edit is a difference to the settings from which it began (`base`): only
 * that is sent, so what other people change meanwhile stays, and only the same setting can collide.
 */
export function useSettingsForm(section: SectionName, workspace: Workspace) {
  const draft = useFormDraft(section);
  const [restored, setRestored] = useState(draft.stored);
  const [base, setBase] = useState<Base>(() =>
    restored ? { version: restored.version, values: restored.base } : baseOf(workspace),
  );
  const [conflict, setConflict] = useState<Conflict>();
  const form = useForm<SettingsValues>({
    resolver: zodResolver(settingsSchema),
    mode: "onTouched",
    defaultValues: restored?.values ?? base.values,
  });
  const saving = useSaveSettings();
  const [isMeeting, setMeeting] = useState(false);
  const [unread, setUnread] = useState<Failure>();
  const values = form.watch();
  const changed = changedSettings(base.values, values);
  const isDirty = changed.length > 0;

  useEffect(() => {
    draft.keep(isDirty ? { version: base.version, base: base.values, values } : undefined);
  });
  // What others save is shown at once, unless somebody is editing here.
  useEffect(() => {
    if (isDirty || workspace.version <= base.version) return;
    setBase(baseOf(workspace));
    form.reset(valuesOf(workspace));
  }, [workspace, base.version, isDirty, form]);

  function begin(from: Workspace, next: SettingsValues) {
    setBase(baseOf(from));
    setConflict(undefined);
    setRestored(undefined);
    form.reset(next);
  }

  function discard() {
    begin(workspace, valuesOf(workspace));
    saving.reset();
    setUnread(undefined);
    // At once: the view may be left before it is shown again.
    draft.keep(undefined);
  }

  async function save(mine: SettingsValues, from: Base = base): Promise<void> {
    const names = changedSettings(from.values, mine);
    const shown = form.getValues();
    setUnread(undefined);
    try {
      const saved = await saving.mutateAsync({ edit: editOf(mine, names), version: from.version });
      const now = form.getValues();
      // What was typed while it was saved stays, unsaved.
      begin(saved, laidOver(valuesOf(saved), now, changedSettings(shown, now)));
      toast(texts.common.saved);
    } catch (thrown) {
      const failure = Failure.from(thrown);
      if (failure.kind === "stale") await tryToMeet(mine, from, names);
      else if (failure.kind === "invalid") mark(failure);
    }
  }

  async function tryToMeet(mine: SettingsValues, from: Base, names: readonly SettingName[]): Promise<void> {
    setMeeting(true);
    await meet(mine, from, names).catch((thrown) => setUnread(Failure.from(thrown)));
    setMeeting(false);
  }

  /** Somebody was faster: what does not collide is saved over theirs, and about the rest they decide. */
  async function meet(mine: SettingsValues, from: Base, names: readonly SettingName[]): Promise<void> {
    const [theirs, who] = await Promise.all([fetchSettings(), lastEditor().catch(() => undefined)]);
    const now = baseOf(theirs);
    const collisions = changedSettings(from.values, now.values).filter(
      (name) => names.includes(name) && asText(now.values, name) !== asText(mine, name),
    );
    if (collisions.length > 0) setConflict({ who, theirs, names: collisions });
    else await save(laidOver(now.values, mine, names), now);
  }

  async function settle(whose: "mine" | "theirs"): Promise<void> {
    if (!conflict) return;
    const now = baseOf(conflict.theirs);
    const mine = form.getValues();
    const names = changedSettings(base.values, mine);
    const left = whose === "mine" ? names : names.filter((name) => !conflict.names.includes(name));
    const next = laidOver(now.values, mine, left);
    begin(conflict.theirs, next);
    if (changedSettings(now.values, next).length > 0) await save(next, now);
  }

  function mark(failure: Failure) {
    failure.fields.forEach((error, index) => {
      const field = knownField(fieldOf(error.pointer), form.getValues());
      form.setError(field ?? "root", { message: sentence(error) }, { shouldFocus: index === 0 });
    });
  }

  return {
    form,
    values,
    base: base.values,
    changed,
    isDirty,
    isRestored: restored !== undefined,
    conflict,
    settle,
    isSaving: saving.isPending || isMeeting,
    failure: unread ?? saving.error ?? undefined,
    save: (mine: SettingsValues) => save(mine),
    discard,
  };
}

export type SettingsForm = ReturnType<typeof useSettingsForm>;

function baseOf(workspace: Workspace): Base {
  return { version: workspace.version, values: valuesOf(workspace) };
}

type Field = Parameters<ReturnType<typeof useForm<SettingsValues>>["setError"]>[0];

/** The form's field of this name, if it has it. */
function knownField(name: string, values: SettingsValues): Field | undefined {
  return fieldsOf(values).find((field) => field === name);
}

function fieldsOf(values: SettingsValues): Field[] {
  return [
    "name",
    "support_address",
    "time_zone",
    "prefix",
    "number_format",
    "limits.creations_per_address",
    "limits.creations_per_workspace",
    "limits.confirmations_per_recipient",
    "limits.conversations_per_address",
    ...(["ticket_phrases", "categories", "allowed_origins"] as const).flatMap((list): Field[] => [
      list,
      ...values[list].map((_, index): Field => `${list}.${index}.value`),
    ]),
  ];
}
