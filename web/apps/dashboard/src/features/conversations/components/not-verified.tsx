import { ShieldQuestion } from "lucide-react";
import { conversationsTexts as words } from "../../../texts/conversations-texts";

/** Says quietly that anybody could have typed the address. */
export function NotVerified() {
  return (
    <span title={words.notVerifiedHint} className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap">
      <ShieldQuestion aria-hidden="true" size={13} />
      {words.notVerified}
    </span>
  );
}
