import { CircleAlert, Info, type LucideIcon, WifiOff } from "lucide-react";
import type { ReactNode } from "react";

type Tone = "info" | "error" | "offline";

const TONES: Record<Tone, { icon: LucideIcon; colours: string }> = {
  info: { icon: Info, colours: "bg-accent-tint text-text" },
  error: { icon: CircleAlert, colours: "bg-danger-tint text-text" },
  offline: { icon: WifiOff, colours: "bg-pending-tint text-text" },
};

/** What happened, what was kept, and (as `action`) what to do. Screen readers hear it when it appears. */
export function Notice({ tone, children, action }: { tone: Tone; children: ReactNode; action?: ReactNode }) {
  const { icon: Icon, colours } = TONES[tone];
  return (
    <div
      role={tone === "error" ? "alert" : "status"}
      className={`flex flex-wrap items-center gap-3 rounded-control px-3 py-2 text-body ${colours}`}
    >
      <Icon aria-hidden="true" size={18} className="shrink-0" />
      <div className="min-w-0 flex-1 basis-48">{children}</div>
      {action}
    </div>
  );
}
