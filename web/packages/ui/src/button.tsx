import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";

type Look = "primary" | "secondary" | "quiet" | "danger" | "on-gradient" | "outline-on-gradient";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent text-on-accent hover:brightness-110",
  secondary: "border border-line bg-surface text-text hover:border-muted",
  quiet: "text-text hover:bg-sunken",
  danger: "bg-urgent text-white hover:brightness-110",
  "on-gradient": "bg-white text-[#2b2f8f] hover:bg-white/90",
  "outline-on-gradient": "border border-white/40 text-white hover:bg-white/15",
};

type Props = ComponentProps<"button"> & { look?: Look; busy?: boolean };

/**
 * A button of at least 40 px, 44 on touch. While `busy` it keeps its place and its focus, and takes no click;
 * with `aria-disabled` in place of `disabled`, too, but the form or handler says what is then not done.
 */
export function Button({
  look = "secondary",
  busy = false,
  className = "",
  children,
  onClick,
  ...rest
}: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest.disabled || rest["aria-disabled"] || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonClass(look, className)}
    >
      {busy && <LoaderCircle aria-hidden="true" size={16} className="animate-spin" />}
      {children}
    </button>
  );
}

/** The look alone, for links and for the parts of other libraries. */
export function buttonClass(look: Look = "secondary", more = ""): string {
  return `inline-flex min-h-10 items-center justify-center gap-2 rounded-control px-4 text-body font-medium pointer-coarse:min-h-11 transition-[background-color,border-color,filter] disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:opacity-70 forced-colors:border ${LOOKS[look]} ${more}`;
}

/** A square button that shows an icon alone; `label` names it. */
export function IconButton({ label, className = "", ...rest }: ComponentProps<"button"> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={`inline-flex size-10 shrink-0 items-center justify-center rounded-control pointer-coarse:size-11 hover:bg-sunken disabled:opacity-55 ${className}`}
    />
  );
}
