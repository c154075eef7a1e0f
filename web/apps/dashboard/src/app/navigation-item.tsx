import { Link } from "@tanstack/react-router";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export const PLACE =
  "relative flex min-h-12 flex-1 flex-col items-center justify-center gap-0.5 rounded-control px-3 py-1 text-meta text-muted hover:bg-sunken max-[400px]:px-0 min-[900px]:w-16 min-[900px]:flex-none min-[900px]:px-0";

type Props = {
  to: "/tickets" | "/conversations" | "/settings";
  icon: LucideIcon;
  label: string;
  children?: ReactNode;
};

export function NavigationItem({ to, icon: Icon, label, children }: Props) {
  return (
    <Link
      to={to}
      className={`${PLACE} data-[status=active]:bg-accent-tint data-[status=active]:font-medium data-[status=active]:text-accent`}
    >
      <Icon aria-hidden="true" size={20} />
      {label}
      {children}
    </Link>
  );
}
