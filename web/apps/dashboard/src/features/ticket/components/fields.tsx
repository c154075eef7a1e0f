import type { UpdateTicket } from "@tkt/api/schema";
import { UserRoundCheck } from "lucide-react";
import { useMe } from "../../../lib/use-session";
import { useWorkspace } from "../../../lib/workspace";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { Edits } from "../api/use-edits";
import { assigneeOptions, categoryOptions, priorityOptions, statusOptions } from "./options";
import { SelectField } from "./select-field";

/** The fields that are one of a few. */
export type Choice = "status" | "priority" | "category" | "assigned_to";

type Props = {
  edits: Edits;
  /** Which one is open. */
  open: Choice | undefined;
  onOpen: (choice: Choice | undefined) => void;
  onSet: (edit: UpdateTicket) => void;
};

/** Status, priority, category and assignee. */
export function Fields({ edits: { shown }, open, onOpen, onSet }: Props) {
  const { data: workspace } = useWorkspace();
  const opening = (choice: Choice) => ({
    label: ticketTexts.labels[choice],
    open: open === choice,
    onOpenChange: (isOpen: boolean) => onOpen(isOpen ? choice : undefined),
  });
  return (
    <section
      aria-label={ticketTexts.details}
      className="grid grid-cols-1 gap-x-3 gap-y-2 @xs:grid-cols-2 @2xl:grid-cols-[minmax(9.75rem,1fr)_minmax(8.5rem,1fr)_1fr_1.4fr]"
    >
      <SelectField
        {...opening("status")}
        value={shown.status}
        options={statusOptions}
        onChange={(status) => onSet({ status })}
      />
      <SelectField
        {...opening("priority")}
        value={shown.priority}
        options={priorityOptions}
        onChange={(priority) => onSet({ priority })}
      />
      <SelectField
        {...opening("category")}
        value={shown.category}
        options={categoryOptions(workspace?.categories ?? [], shown.category)}
        onChange={(category) => category !== null && onSet({ category })}
      />
      <SelectField
        {...opening("assigned_to")}
        value={shown.assigned_to}
        options={assigneeOptions(workspace?.agents ?? [], shown.assigned_to)}
        onChange={(assigned_to) => onSet({ assigned_to })}
        action={<AssignToMe assignee={shown.assigned_to} onSet={onSet} />}
      />
    </section>
  );
}

function AssignToMe({ assignee, onSet }: { assignee: string | null; onSet: Props["onSet"] }) {
  const { email } = useMe();
  if (assignee === email) return null;
  return (
    <button
      type="button"
      onClick={() => onSet({ assigned_to: email })}
      // Taller than its line, for the pointer; it reaches into the space around.
      className="-my-2.5 inline-flex min-h-10 items-center gap-1.5 rounded-control px-1 font-medium text-accent text-meta hover:underline pointer-coarse:-my-3 pointer-coarse:min-h-11"
    >
      <UserRoundCheck aria-hidden="true" size={16} />
      {ticketTexts.assignToMe}
    </button>
  );
}
