import type { ReactNode } from "react";

/** The sheet of paper that lies over the edge of the gradient. */
export function Sheet({ children }: { children: ReactNode }) {
  return (
    <div className="column -mt-16 print:mt-0">
      <div className="rounded-card border border-line bg-surface shadow-float print:border-0 print:shadow-none">
        {children}
      </div>
    </div>
  );
}
