import { ShieldQuestion } from "lucide-react";
import { conversationsTexts as words } from "../../../texts/conversations-texts";

type Props = { email: string; className?: string };

/** A visitor's address, and quietly that anybody could have typed it. */
export function VisitorEmail({ email, className = "" }: Props) {
  return (
    <span className={`flex min-w-0 max-w-full items-center gap-2 ${className}`}>
      <span title={email} className="min-w-0 truncate">
        {email}
      </span>
      <span
        title={words.notVerifiedHint}
        className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap"
      >
        <ShieldQuestion aria-hidden="true" size={13} />
        {words.notVerified}
      </span>
    </span>
  );
}
