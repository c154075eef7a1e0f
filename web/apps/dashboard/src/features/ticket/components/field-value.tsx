import type { Priority, Status } from "@tkt/api/schema";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { categoryName } from "@tkt/ui/category";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { EditableField } from "../api/merge";
import { PRIORITIES, STATUSES } from "./options";

/** The value of a field as it is shown: a badge, a name, or a text. */
export function FieldValue({ field, value }: { field: EditableField; value: string | null }) {
  const status = STATUSES.find((one) => one === value) satisfies Status | undefined;
  const priority = PRIORITIES.find((one) => one === value) satisfies Priority | undefined;
  if (field === "status" && status) return <StatusBadge status={status} />;
  if (field === "priority" && priority) return <PriorityBadge priority={priority} />;
  if (value === null) {
    const nobody = field === "assigned_to" ? texts.common.unassigned : ticketTexts.timeline.nothing;
    return <span className="text-muted">{nobody}</span>;
  }
  return (
    <p dir="auto" className="whitespace-pre-wrap">
      {field === "category" ? categoryName(value) : value}
    </p>
  );
}
