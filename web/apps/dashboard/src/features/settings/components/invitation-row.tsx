import { Failure } from "@tkt/api/failure";
import type { Invitation } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { exactly } from "@tkt/ui/when";
import { intlFormatDistance } from "date-fns/intlFormatDistance";
import { Avatar } from "../../../components/avatar";
import { toast, toastFailure } from "../../../components/toast";
import { settingsTexts } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { usePlace, useRemove } from "../api/people";

const words = settingsTexts.people;

/** An invitation that waits: sent again, or taken back. */
export function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { email, role, invited_by, expires_at } = invitation;
  const placing = usePlace();
  const removing = useRemove();
  async function act(doing: Promise<unknown>, done: string) {
    try {
      await doing;
      toast(done);
    } catch (thrown) {
      tell(Failure.from(thrown), email);
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-3 first:pt-0 last:border-b-0">
      <Avatar name={email} />
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium text-body" title={email}>
          {email}
        </p>
        <p className="text-meta text-muted">
          {settingsTexts.roles[role]}, {words.invitedBy(invited_by)}
          {/* Its own line: long addresses would push it anywhere. */}
          <Ends at={expires_at} />
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-2 whitespace-nowrap max-sm:pl-6">
        <Button
          look="quiet"
          aria-label={words.resendLabel(email)}
          busy={placing.isPending}
          onClick={() => act(placing.mutateAsync({ email, role }), words.resent(email))}
        >
          {words.resend}
        </Button>
        <Button
          look="quiet"
          aria-label={words.cancelLabel(email)}
          busy={removing.isPending}
          onClick={() => act(removing.mutateAsync(email), words.cancelled(email))}
        >
          {words.cancelInvitation}
        </Button>
      </div>
    </li>
  );
}

const DAY = 24 * 60 * 60 * 1_000;

function Ends({ at }: { at: string }) {
  const end = new Date(at);
  const left = end.getTime() - Date.now();
  const distance = intlFormatDistance(end, new Date(), {
    numeric: "auto",
    ...(left > DAY && { unit: "day" }),
  });
  return (
    <time dateTime={at} title={exactly(at)} className="block">
      {left > 0 ? words.expires : words.expired} {distance}
    </time>
  );
}

function tell(failure: Failure, email: string) {
  if (failure.kind === "not-found") toastFailure(words.gone(email));
  else if (failure.kind === "too-many") toastFailure(words.tooMany);
  else toastFailure(texts.common.failure[failure.kind]);
}
