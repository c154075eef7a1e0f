import { useEffect, useRef, useState } from "preact/hooks";
import type { Trouble as AnyTrouble, FieldTrouble, Snapshot } from "../../chat/types.ts";
import { checks } from "../lib/checks.ts";
import { lastMessages } from "../lib/last-messages.ts";
import { useStage } from "../lib/stage.ts";
import { clean, cleanLine } from "../lib/text.ts";
import { useCountdown } from "../lib/use-countdown.ts";
import { type Fields, type Form, useForm } from "../lib/use-form.ts";
import { Field } from "./field.tsx";
import { IssueField } from "./issue-field.tsx";
import { PersonFields } from "./person-fields.tsx";
import { Submit } from "./submit.tsx";
import { Trouble } from "./trouble.tsx";

const NAMES = ["name", "email", "phone", "issue"] as const;
type Name = (typeof NAMES)[number];

type Props = { snapshot: Snapshot; onRaised: (number: string, email: string) => void };

/** A ticket, half done: kept with every stroke until it is raised. */
export function RaiseForm({ snapshot, onRaised }: Props) {
  const { engine, texts } = useStage();
  const element = useRef<HTMLFormElement>(null);
  const form = useKeptForm(snapshot);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<AnyTrouble>();
  const waits = useCountdown(trouble?.kind === "limited" ? trouble.until : 0) > 0;

  async function submit(event: Event) {
    event.preventDefault();
    if (busy || waits || !form.isRight(element.current)) return;
    setBusy(true);
    const { name, email, phone, issue } = form.values;
    const ticket = {
      name: cleanLine(name),
      email: cleanLine(email),
      phone: cleanLine(phone),
      issue: clean(issue),
    };
    const answer = await engine.raise(ticket);
    setBusy(false);
    if (answer.kind === "raised") return onRaised(answer.number, ticket.email);
    setTrouble(answer);
    if (answer.kind === "invalid") form.refuse(answer.fields.map(asInTheForm));
  }
  useEffect(() => {
    // What went wrong is not to be looked for.
    if (trouble) element.current?.querySelector(".actions")?.scrollIntoView({ block: "nearest" });
  }, [trouble]);
  const { raise } = texts;
  return (
    <form ref={element} class="sheet" noValidate onSubmit={submit}>
      <p class="lead">{raise.lead}</p>
      <PersonFields form={form} disabled={busy} />
      <PhoneField form={form} disabled={busy} />
      <IssueField form={form} disabled={busy} said={lastMessages(snapshot.lines)} />
      <div class="actions">
        <Trouble trouble={busy ? undefined : trouble} words={raise} />
        <Submit words={trouble ? raise.again : raise.send} busyWords={raise.busy} busy={busy} waits={waits} />
      </div>
    </form>
  );
}

/** Filled in from what was kept, or from what is known of the visitor. */
function useKeptForm({ person }: Snapshot): Form<Name> {
  const { engine, texts } = useStage();
  const [initial] = useState(() => {
    const kept = engine.ticketDraft();
    return {
      name: kept?.name || (person.name ?? ""),
      email: kept?.email || (person.email ?? ""),
      phone: kept?.phone ?? "",
      issue: kept?.issue ?? "",
    };
  });
  const form = useForm(NAMES, initial, checks, texts);
  const { values } = form;
  useEffect(() => {
    if (values !== initial) engine.setTicketDraft(values);
  }, [engine, values, initial]);
  return form;
}

function PhoneField({ form, disabled }: { form: Fields<"phone">; disabled: boolean }) {
  const { texts } = useStage();
  return (
    <Field label={texts.form.phone} error={form.error("phone")}>
      {(control) => (
        <input
          {...control}
          name="phone"
          type="tel"
          dir="ltr"
          autocomplete="tel"
          readOnly={disabled}
          value={form.values.phone}
          onInput={(event) => form.change("phone", event.currentTarget.value)}
          onBlur={() => form.leave("phone")}
        />
      )}
    </Field>
  );
}

/** The server's names of the fields begin with whose they are. */
function asInTheForm({ name, detail }: FieldTrouble): FieldTrouble {
  return { name: name.replace(/^visitor_/, ""), detail };
}
