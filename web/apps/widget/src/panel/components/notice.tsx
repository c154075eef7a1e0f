import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";

type Props = { icon: IconName; look?: "quiet" | "warning" | "danger"; children: ComponentChildren };

/** What hinders, said aloud as well. */
export function Notice({ icon, look = "quiet", children }: Props) {
  return (
    <div class={`notice ${look}`} role={look === "danger" ? "alert" : "status"}>
      <Icon name={icon} size={18} />
      <div>{children}</div>
    </div>
  );
}
