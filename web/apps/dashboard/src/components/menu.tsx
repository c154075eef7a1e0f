import { Menu as Base } from "@base-ui/react/menu";
import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";

export type MenuItem = { label: string; icon?: LucideIcon; onSelect: () => void; danger?: boolean };

/** A button's menu. `trigger` is the button. */
export function Menu({ trigger, items }: { trigger: ReactElement; items: readonly MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-50">
          <Base.Popup className="min-w-48 rounded-card border border-line bg-surface p-1 text-body text-text shadow-float outline-none">
            {items.map(({ label, icon: Icon, onSelect, danger }) => (
              <Base.Item
                key={label}
                onClick={onSelect}
                className={`flex min-h-10 items-center gap-3 rounded-control px-3 outline-none data-[highlighted]:bg-accent-tint ${danger ? "text-danger" : ""}`}
              >
                {Icon && <Icon aria-hidden="true" size={16} />}
                {label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
