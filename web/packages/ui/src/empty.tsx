import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** What will appear here, and the next step. `heading` is `h1` where nothing else is on the page. */
export function Empty({
  icon: Icon,
  title,
  heading: Heading = "h2",
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  heading?: "h1" | "h2";
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="mx-auto grid max-w-sm justify-items-center gap-2 px-4 py-12 text-center">
      <Icon aria-hidden="true" size={28} strokeWidth={1.5} className="text-muted" />
      <Heading className="text-reading font-semibold">{title}</Heading>
      {children && <div className="text-body text-muted">{children}</div>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  );
}
