import type { ComponentProps } from "react";
import { Avatar } from "../components/avatar";
import { useMe } from "../lib/use-session";
import { texts } from "../texts/texts";

export function AccountButton(props: ComponentProps<"button">) {
  const { email } = useMe();
  return (
    <button
      type="button"
      aria-label={texts.shell.account}
      aria-haspopup="menu"
      {...props}
      className="inline-flex size-11 items-center justify-center rounded-full hover:bg-sunken"
    >
      <Avatar name={email} />
    </button>
  );
}
