import type { Priority } from "@tkt/api/schema";
import { categoryName } from "@tkt/ui/category";
import type { Option } from "../../../components/select";
import { createTicketTexts } from "../../../texts/create-ticket-texts";

export const PRIORITIES: readonly Priority[] = ["low", "medium", "high", "urgent"];

/** What the server takes when no category is chosen, where the workspace has it. */
const USUAL = "general";

/** The workspace's categories; nothing chosen is its usual one, or none where it has no such. */
export function categoryOptions(categories: readonly string[]): Option<string | null>[] {
  const usual = categories.find((category) => category === USUAL);
  const named = categories.filter((category) => category !== usual);
  return [
    { value: null, label: usual === undefined ? createTicketTexts.noCategory : categoryName(usual) },
    ...named.map((category) => ({ value: category, label: categoryName(category) })),
  ];
}
