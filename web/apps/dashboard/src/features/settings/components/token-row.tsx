import { Failure } from "@tkt/api/failure";
import type { WidgetToken } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Ago } from "@tkt/ui/when";
import { useState } from "react";
import { Confirm } from "../../../components/dialog";
import { toast, toastFailure } from "../../../components/toast";
import { settingsTexts } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { useRevokeWidgetToken } from "../api/widget-tokens";
import { Day } from "./day";

const words = settingsTexts.widget;

/** A token without its secret: what it is called, whose it is, and whether somebody uses it. */
export function TokenRow({ token }: { token: WidgetToken }) {
  const { name, created_at, created_by, last_used_at, revoked_at } = token;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-3 first:pt-0 last:border-b-0">
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate font-medium text-body" title={name}>
          {name}
        </p>
        <p className="text-meta text-muted">
          {words.createdAt} <Day at={created_at} /> {words.created(created_by)}
          <span className="block">
            {last_used_at === null ? (
              words.unused
            ) : (
              <>
                {words.used} <Ago at={last_used_at} />
              </>
            )}
            {revoked_at !== null && (
              <>
                , {words.revoked} <Ago at={revoked_at} />
              </>
            )}
          </span>
        </p>
      </div>
      {revoked_at === null && <Revoke token={token} />}
    </li>
  );
}

function Revoke({ token: { id, name } }: { token: WidgetToken }) {
  const [isAsked, setAsked] = useState(false);
  const revoking = useRevokeWidgetToken();
  async function revoke() {
    try {
      await revoking.mutateAsync(id);
      toast(words.revokedToast(name));
    } catch (thrown) {
      toastFailure(texts.common.failure[Failure.from(thrown).kind]);
    }
    setAsked(false);
  }
  return (
    <>
      <Button look="quiet" aria-label={words.revokeLabel(name)} onClick={() => setAsked(true)}>
        {words.revoke}
      </Button>
      <Confirm
        open={isAsked}
        onClose={() => setAsked(false)}
        title={words.revokeAsk.title(name)}
        act={words.revokeAsk.act}
        keep={words.revokeAsk.keep}
        busy={revoking.isPending}
        onConfirm={revoke}
      >
        {words.revokeAsk.body}
      </Confirm>
    </>
  );
}
