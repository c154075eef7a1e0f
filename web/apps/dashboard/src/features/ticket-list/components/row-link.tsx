import { Link } from "@tanstack/react-router";
import type { ComponentProps } from "react";

type Props = Pick<ComponentProps<"a">, "className" | "title" | "tabIndex" | "children"> & {
  number: string;
  /** The one link of its row to which the keys go. */
  isMain?: boolean;
};

/** A real link to a ticket that keeps the list as it is, so it opens in a new tab, too. */
export function RowLink({ number, isMain = false, ...rest }: Props) {
  return (
    <Link
      {...rest}
      to="/tickets/$number"
      params={{ number }}
      search={true}
      {...(isMain ? { "data-row": number } : { tabIndex: -1 })}
    />
  );
}
