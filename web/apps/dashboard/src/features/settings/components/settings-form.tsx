import { useBlocker } from "@tanstack/react-router";
import { Button, buttonClass } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import { LoaderCircle } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { FormProvider } from "react-hook-form";
import { Confirm } from "../../../components/dialog";
import { FailureNotice } from "../../../components/failure-notice";
import { settingsTexts as words } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import type { SettingsForm } from "../lib/use-settings-form";
import type { SettingsValues } from "../lib/values";
import { ConflictNotice } from "./conflict-notice";

type Question = { title: string; body: ReactNode; act: string; keep: string };

type Props = {
  settings: SettingsForm;
  children: ReactNode;
  /** What to ask before these values are saved, if anything. */
  question?: ((values: SettingsValues) => Question | undefined) | undefined;
};

/** A section's form: its fields, what went wrong, and the bar with which it is saved or left. */
export function SettingsFormView({ settings, children, question }: Props) {
  const { form, isDirty, isSaving, save } = settings;
  const [asked, setAsked] = useState<SettingsValues>();
  const asking = asked && question?.(asked);
  const submit = form.handleSubmit(async (values) => {
    if (!isDirty || isSaving) return;
    if (question?.(values)) setAsked(values);
    else await save(values);
  });
  return (
    <form noValidate onSubmit={submit} className="grid grid-cols-1 gap-6">
      <FormProvider {...form}>{children}</FormProvider>
      <Trouble settings={settings} />
      <SaveBar settings={settings} />
      <LeaveGuard isDirty={isDirty} onLeave={settings.discard} />
      {asking && (
        <Confirm
          open
          onClose={() => setAsked(undefined)}
          title={asking.title}
          act={asking.act}
          keep={asking.keep}
          onConfirm={() => {
            setAsked(undefined);
            save(asked);
          }}
        >
          {asking.body}
        </Confirm>
      )}
    </form>
  );
}

function Trouble({ settings }: { settings: SettingsForm }) {
  const { conflict, settle, failure, isSaving, form } = settings;
  const refused = form.formState.errors.root?.message;
  if (conflict) return <ConflictNotice conflict={conflict} mine={settings.values} onSettle={settle} />;
  if (refused) return <Notice tone="error">{refused}</Notice>;
  if (!failure || isSaving || failure.kind === "invalid" || failure.kind === "stale") return null;
  return <FailureNotice failure={failure} />;
}

/** On the left: a toast comes up on the right. */
function SaveBar({ settings: { isDirty, isRestored, isSaving, discard } }: { settings: SettingsForm }) {
  const isIdle = !isDirty || isSaving;
  return (
    <div
      className={`flex flex-wrap items-center gap-2 border-line border-t bg-page py-3 ${isDirty ? "sticky bottom-0 z-10" : ""}`}
    >
      {/* Not `disabled`: the button would lose the focus by what it does. */}
      <button
        type="submit"
        aria-disabled={isIdle}
        aria-busy={isSaving}
        className={buttonClass(isDirty ? "primary" : "secondary")}
      >
        {isSaving && <LoaderCircle aria-hidden="true" size={16} className="animate-spin" />}
        {texts.common.save}
      </button>
      {isDirty && !isSaving && (
        <Button look="quiet" onClick={discard}>
          {words.discard}
        </Button>
      )}
      <p role="status" className="min-w-0 flex-1 basis-40 text-meta text-muted">
        {isDirty && (isRestored ? words.draft : words.unsaved)}
      </p>
    </div>
  );
}

/** Asks before a way leads elsewhere. A reload needs no question: what was typed is kept over it. */
function LeaveGuard({ isDirty, onLeave }: { isDirty: boolean; onLeave: () => void }) {
  // The router hears of a saved form a little after it is seen, and a quick click would come between.
  const isDirtyNow = useRef(isDirty);
  useLayoutEffect(() => {
    isDirtyNow.current = isDirty;
  }, [isDirty]);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirtyNow.current && current.pathname !== next.pathname && !next.pathname.endsWith("/sign-in"),
    disabled: !isDirty,
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Confirm
      open
      onClose={blocker.reset}
      title={words.leave.title}
      act={words.leave.act}
      keep={words.leave.keep}
      onConfirm={() => {
        onLeave();
        blocker.proceed();
      }}
    >
      {words.leave.body}
    </Confirm>
  );
}
