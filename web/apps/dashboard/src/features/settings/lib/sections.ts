import { Hash, type LucideIcon, MessageCircle, ScrollText, Settings2, Tags, Users } from "lucide-react";
import type { settingsTexts } from "../../../texts/settings-texts";

export type SectionName = keyof typeof settingsTexts.sections;

/** The sections in their order, each under the name that its address has. */
export const sections: readonly { name: SectionName; icon: LucideIcon }[] = [
  { name: "workspace", icon: Settings2 },
  { name: "categories", icon: Tags },
  { name: "numbers", icon: Hash },
  { name: "people", icon: Users },
  { name: "widget", icon: MessageCircle },
  { name: "audit", icon: ScrollText },
];

export function sectionOf(name: string): SectionName | undefined {
  return sections.find((section) => section.name === name)?.name;
}
