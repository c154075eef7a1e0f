import { useCallback, useRef, useState } from "react";
import { z } from "zod/mini";
import { readDraft, writeDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import type { SectionName } from "./sections";
import type { SettingsValues } from "./values";

/** What was typed, and the settings from which the edit began. */
export type FormDraft = { version: number; base: SettingsValues; values: SettingsValues };

const entries = z.array(z.object({ value: z.string() }));
const values = z.object({
  name: z.string(),
  support_address: z.string(),
  time_zone: z.string(),
  ticket_phrases: entries,
  limits: z.object({
    creations_per_address: z.string(),
    creations_per_workspace: z.string(),
    confirmations_per_recipient: z.string(),
    conversations_per_address: z.string(),
  }),
  prefix: z.string(),
  number_format: z.enum(["sequential", "dated"]),
  categories: entries,
  allowed_origins: entries,
});
const draftSchema = z.object({ version: z.number(), base: values, values });

/**
 * A section's unsaved edit, kept over a reload. One that cannot be read, such as an older page's, is
 * dropped. Only what changed in this tab is written: two tabs would else write in turns for ever.
 */
export function useFormDraft(section: SectionName) {
  const { email } = useMe();
  const name = `settings.${section}`;
  const [stored] = useState(() => readDraft(email, name));
  const written = useRef(stored);
  const keep = useCallback(
    (draft: FormDraft | undefined) => {
      const next = draft ? JSON.stringify(draft) : "";
      if (next === written.current) return;
      written.current = next;
      writeDraft(email, name, next);
    },
    [email, name],
  );
  return { stored: () => read(stored), keep };
}

function read(text: string): FormDraft | undefined {
  if (text === "") return undefined;
  try {
    return draftSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
