import type { CreateTicket, Priority } from "@tkt/api/schema";
import type { Prefill } from "../../../lib/create-ticket";

/** What the form holds: texts as they are typed. */
export type Values = {
  title: string;
  description: string;
  priority: Priority;
  /** Nothing chosen: the workspace's own default. */
  category: string | null;
  customerName: string;
  customerEmail: string;
  customerPhone: string;
  assignee: string | null;
};

export const EMPTY: Values = {
  title: "",
  description: "",
  priority: "medium",
  category: null,
  customerName: "",
  customerEmail: "",
  customerPhone: "",
  assignee: null,
};

/** The request. With a conversation its visitor is the customer, and the server knows who that is. */
export function bodyOf(values: Values, { conversationId }: Prefill): CreateTicket {
  const phone = oneLine(values.customerPhone);
  return {
    title: oneLine(values.title),
    description: values.description.replace(CONTROL_BUT_LINES, "").trim(),
    priority: values.priority,
    ...(values.category !== null && { category: values.category }),
    ...(conversationId === undefined
      ? { customer_name: oneLine(values.customerName), customer_email: values.customerEmail.trim() }
      : { conversation_id: conversationId }),
    ...(phone !== "" && { customer_phone: phone }),
    ...(values.assignee !== null && { assigned_to: values.assignee }),
  };
}

const CONTROL = /\p{Cc}+/gu;
const CONTROL_BUT_LINES = /[^\P{Cc}\n\t]+/gu;

/** A pasted line may bring tabs and line ends along, which the server refuses in one line. */
function oneLine(text: string): string {
  return text.replace(CONTROL, " ").trim();
}
