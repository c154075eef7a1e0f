import type { ComponentChildren } from "preact";
import { useStage } from "../lib/stage.ts";
import { Icon } from "./icon.tsx";

type Props = { path: string; look?: string; role?: "menuitem"; children: ComponentChildren };

/** A link to a page of ours, beside the page that the visitor is on. */
export function OutsideLink({ path, look = "link", role, children }: Props) {
  const { bridge, texts } = useStage();
  return (
    <a
      class={look}
      href={new URL(path, bridge.options.origin).href}
      target="_blank"
      rel="noopener"
      role={role}
      {...(role && { tabIndex: -1 })}
    >
      {children}
      <Icon name="externalLink" size={16} />
      <span class="sr"> ({texts.newTab})</span>
    </a>
  );
}
