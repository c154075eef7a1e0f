import { Wordmark } from "@tkt/ui/wordmark";
import type { ReactNode } from "react";

/** The gradient over which the sheet of paper below begins; `action` stands at the right of the wordmark. */
export function PageHeader({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <header className="header-gradient ring-on-gradient pb-24 print:bg-none print:pb-2 print:text-text print:[&_button]:min-h-0 print:[&_button]:border-0 print:[&_button]:p-0 print:[&_button_svg]:hidden">
      <div className="column">
        <div className="flex min-h-18 flex-wrap items-center justify-between gap-x-4 gap-y-2 py-4 print:min-h-0">
          <Wordmark />
          {action}
        </div>
        {children}
      </div>
    </header>
  );
}
