import type { UpdateTicket } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { CircleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { Values } from "../api/merge";
import type { Conflict, Edits } from "../api/use-edits";
import { forgetKeptEdit } from "../api/use-kept-edit";
import { FieldValue } from "./field-value";

const words = ticketTexts.conflict;

/** What two agents changed at once: both values to read, and the choice between them. */
export function Conflicts({ edits }: { edits: Edits }) {
  const { email } = useMe();
  const number = edits.shown.ticket_number;
  return edits.conflicts.map((conflict) => (
    <OneConflict
      key={conflict.field}
      conflict={conflict}
      onMine={async () => {
        const outcome = await edits.takeMine(conflict);
        if (outcome.kind === "saved") forgetKeptEdit(email, number, conflict.field);
      }}
      onTheirs={() => {
        edits.takeTheirs(conflict);
        forgetKeptEdit(email, number, conflict.field);
      }}
    />
  ));
}

function OneConflict({
  conflict: { field, mine, theirs, by },
  onMine,
  onTheirs,
}: {
  conflict: Conflict;
  onMine: () => void;
  onTheirs: () => void;
}) {
  const section = useRef<HTMLElement>(null);
  // It answers what the agent has just saved, perhaps far below.
  useEffect(() => section.current?.focus(), []);
  return (
    <section
      ref={section}
      tabIndex={-1}
      role="alert"
      className="grid grid-cols-1 gap-3 rounded-card border border-pending bg-pending-tint p-3 text-body text-text @2xl:p-4"
    >
      <p className="flex items-start gap-2 font-medium">
        <CircleAlert aria-hidden="true" size={18} className="mt-0.5 shrink-0" />
        {words.words(by ?? words.somebody, ticketTexts.fields[field])}
      </p>
      <div className="grid grid-cols-1 gap-3 @lg:grid-cols-2">
        <Side title={words.mine} field={field} values={mine} act={words.useMine} onChoose={onMine} primary />
        <Side title={words.theirs} field={field} values={theirs} act={words.useTheirs} onChoose={onTheirs} />
      </div>
    </section>
  );
}

type SideProps = {
  title: string;
  field: Conflict["field"];
  values: Values | UpdateTicket;
  act: string;
  onChoose: () => void;
  primary?: boolean;
};

function Side({ title, field, values, act, onChoose, primary = false }: SideProps) {
  return (
    <div className="grid min-w-0 grid-rows-[auto_1fr_auto] gap-2 rounded-control bg-surface p-3">
      <h2 className="text-meta text-muted">{title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by the keyboard. */}
      <section className="max-h-60 overflow-y-auto" tabIndex={0} aria-label={title}>
        <FieldValue field={field} value={values[field] ?? null} />
      </section>
      <Button look={primary ? "primary" : "secondary"} onClick={onChoose} className="justify-self-start">
        {act}
      </Button>
    </div>
  );
}
