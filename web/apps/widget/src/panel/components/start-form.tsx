import { useEffect, useRef } from "preact/hooks";
import type { Snapshot } from "../../chat/types.ts";
import { checks } from "../lib/checks.ts";
import { useStage } from "../lib/stage.ts";
import { cleanLine } from "../lib/text.ts";
import { useCountdown } from "../lib/use-countdown.ts";
import { useForm } from "../lib/use-form.ts";
import { PersonFields } from "./person-fields.tsx";
import { Submit } from "./submit.tsx";
import { Trouble } from "./trouble.tsx";

const NAMES = ["name", "email"] as const;

/** Who the visitor is: asked once, before the first message. */
export function StartForm({ snapshot }: { snapshot: Snapshot }) {
  const { engine, texts } = useStage();
  const { person, trouble } = snapshot;
  const element = useRef<HTMLFormElement>(null);
  const form = useForm(NAMES, { name: person.name ?? "", email: person.email ?? "" }, checks, texts);
  const busy = snapshot.phase === "starting";
  const waits = useCountdown(trouble?.kind === "limited" ? trouble.until : 0) > 0;
  const { name, email } = person;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the page says changes what is suggested
  useEffect(() => form.suggest({ ...(name && { name }), ...(email && { email }) }), [name, email]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the server says is told
  useEffect(() => {
    if (trouble?.kind === "invalid") form.refuse(trouble.fields);
  }, [trouble]);

  function submit(event: Event) {
    event.preventDefault();
    if (busy || waits || !form.isRight(element.current)) return;
    void engine.start({ name: cleanLine(form.values.name), email: cleanLine(form.values.email) });
  }
  return (
    <form ref={element} class="sheet" noValidate onSubmit={submit}>
      <p class="lead">{snapshot.lines.length > 0 ? texts.start.waits : texts.lead}</p>
      <PersonFields form={form} disabled={busy} />
      <Trouble trouble={trouble} words={{ ...texts.start.trouble, invalid: texts.raise.invalid }} />
      <Submit words={texts.start.button} busyWords={texts.start.busy} busy={busy} waits={waits} />
      <p class="small">{texts.start.privacy}</p>
    </form>
  );
}
