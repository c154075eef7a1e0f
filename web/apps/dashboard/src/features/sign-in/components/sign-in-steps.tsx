import type { CodeRequested } from "@tkt/api/schema";
import { useState } from "react";
import { type Asked, keepAsked, keptAsked } from "../lib/asked";
import { AddressStep } from "./address-step";
import { CodeStep } from "./code-step";

type Props = {
  /** The address to begin with. */
  email?: string | undefined;
  /** Whether nobody with another address may sign in here. */
  isEmailFixed?: boolean;
  workspace?: string | undefined;
};

/** An address, then the code that was sent to it. What comes of it is the session's affair. */
export function SignInSteps({ email, isEmailFixed = false, workspace }: Props) {
  const [asked, setAsked] = useState(() => startWith(isEmailFixed ? email : undefined));
  const [address, setAddress] = useState(asked?.email ?? email ?? "");

  function ask(email: string, { request_id, expires_in }: CodeRequested) {
    const at = Date.now();
    const next = { email, requestId: request_id, at, endsAt: at + expires_in * 1_000 };
    keepAsked(next);
    setAddress(email);
    setAsked(next);
  }

  function askAnew() {
    keepAsked(undefined);
    setAsked(undefined);
  }

  if (!asked) {
    return <AddressStep email={address} isEmailFixed={isEmailFixed} workspace={workspace} onAsked={ask} />;
  }
  return (
    <CodeStep
      asked={asked}
      workspace={workspace}
      onAsked={(answer) => ask(asked.email, answer)}
      onOtherAddress={isEmailFixed ? undefined : askAnew}
    />
  );
}

/** The code that was asked for before a reload, unless it is somebody else's. */
function startWith(email: string | undefined): Asked | undefined {
  const kept = keptAsked();
  return email === undefined || kept?.email === email ? kept : undefined;
}
