import type { ComponentProps } from "react";

/** A quiet way out: as high as a button, as plain as a link. */
export function LinkButton(props: ComponentProps<"button">) {
  return (
    <button
      type="button"
      {...props}
      className="inline-flex min-h-10 items-center font-medium text-accent underline-offset-2 hover:underline aria-busy:opacity-70 pointer-coarse:min-h-11"
    />
  );
}
