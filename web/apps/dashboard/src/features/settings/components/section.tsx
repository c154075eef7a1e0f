import type { Workspace } from "@tkt/api/schema";
import type { ReactNode } from "react";
import { useSettings } from "../api/settings";
import type { SectionName } from "../lib/sections";
import { AuditSection } from "./audit-section";
import { CategoriesSection } from "./categories-section";
import { Loaded } from "./loaded";
import { NumbersSection } from "./numbers-section";
import { PeopleSection } from "./people-section";
import { WidgetSection } from "./widget-section";
import { WorkspaceSection } from "./workspace-section";

/** The section of this name. Each loads what it needs. */
export function Section({ name }: { name: SectionName }) {
  switch (name) {
    case "workspace":
      return <OfSettings>{(workspace) => <WorkspaceSection workspace={workspace} />}</OfSettings>;
    case "categories":
      return <OfSettings>{(workspace) => <CategoriesSection workspace={workspace} />}</OfSettings>;
    case "numbers":
      return <OfSettings>{(workspace) => <NumbersSection workspace={workspace} />}</OfSettings>;
    case "widget":
      return <OfSettings>{(workspace) => <WidgetSection workspace={workspace} />}</OfSettings>;
    case "people":
      return <PeopleSection />;
    case "audit":
      return <AuditSection />;
  }
}

function OfSettings({ children }: { children: (workspace: Workspace) => ReactNode }) {
  return <Loaded query={useSettings()}>{children}</Loaded>;
}
