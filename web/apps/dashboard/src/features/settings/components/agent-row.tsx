import { Failure } from "@tkt/api/failure";
import type { Agent, Role } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { useId, useState } from "react";
import { Avatar } from "../../../components/avatar";
import { Confirm } from "../../../components/dialog";
import { Select } from "../../../components/select";
import { toast, toastFailure } from "../../../components/toast";
import { signOut } from "../../../lib/session";
import { settingsTexts } from "../../../texts/settings-texts";
import { texts } from "../../../texts/texts";
import { isAboutLastOwner, usePlace, useRemove } from "../api/people";
import { Day } from "./day";

const words = settingsTexts.people;

const roles = (["agent", "owner"] as const satisfies readonly Role[]).map((value) => ({
  value,
  label: settingsTexts.roles[value],
}));

type Props = { agent: Agent; isMe: boolean; isOnlyOwner: boolean };
type Asked = "remove" | "demote-self";

/** Somebody who works here, with what an owner can do about it. */
export function AgentRow({ agent: { email, role, since }, isMe, isOnlyOwner }: Props) {
  const id = useId();
  const [asked, setAsked] = useState<Asked>();
  const { place, remove, busy } = useActs(email, isMe);
  function choose(next: Role) {
    if (next === role) return;
    if (isMe && next === "agent") setAsked("demote-self");
    else place(next);
  }
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b py-3 first:pt-0 last:border-b-0">
      <Avatar name={email} />
      <div className="min-w-0 flex-1 basis-52">
        <p className="truncate text-body" title={email}>
          <span className="font-medium">{email}</span>
          {isMe && <span className="text-muted"> ({words.you})</span>}
        </p>
        <p id={id} className="text-meta text-muted">
          {settingsTexts.roles[role]} {words.since} <Day at={since} />
          {isOnlyOwner && <span className="block">{words.onlyOwner}</span>}
        </p>
      </div>
      {/* One's own rank of buttons, so that they stand below each other in every row. */}
      <div className="flex shrink-0 items-center gap-2 max-sm:pl-10">
        <div className="w-28">
          <Select
            label={words.roleOf(email)}
            value={role}
            options={roles}
            onChange={choose}
            disabled={isOnlyOwner || busy}
          />
        </div>
        <Button
          look="quiet"
          className="whitespace-nowrap"
          aria-label={words.removeLabel(email)}
          aria-describedby={id}
          disabled={isOnlyOwner}
          onClick={() => setAsked("remove")}
        >
          {words.remove}
        </Button>
      </div>
      <Question
        asked={asked}
        email={email}
        isMe={isMe}
        busy={busy}
        onClose={() => setAsked(undefined)}
        onConfirm={async () => {
          await (asked === "remove" ? remove() : place("agent"));
          setAsked(undefined);
        }}
      />
    </li>
  );
}

/** What an owner does about somebody; whoever gives up their own rights starts anew without them. */
function useActs(email: string, isMe: boolean) {
  const placing = usePlace();
  const removing = useRemove();
  async function place(role: Role) {
    try {
      await placing.mutateAsync({ email, role });
      toast(words.roleChanged(email, role));
      if (isMe && role === "agent") location.reload();
    } catch (thrown) {
      tell(Failure.from(thrown), email);
    }
  }
  async function remove() {
    try {
      await removing.mutateAsync(email);
      toast(words.removed(email));
      if (isMe) await signOut();
    } catch (thrown) {
      tell(Failure.from(thrown), email);
    }
  }
  return { place, remove, busy: placing.isPending || removing.isPending };
}

function tell(failure: Failure, email: string) {
  if (isAboutLastOwner(failure)) toastFailure(words.lastOwner);
  else if (failure.kind === "not-found") toastFailure(words.gone(email));
  else toastFailure(texts.common.failure[failure.kind]);
}

type QuestionProps = {
  asked: Asked | undefined;
  email: string;
  isMe: boolean;
  busy: boolean;
  onClose: () => void;
  onConfirm: () => void;
};

function Question({ asked, email, isMe, ...rest }: QuestionProps) {
  const removal = isMe ? words.leaveAsk : { ...words.removeAsk, title: words.removeAsk.title(email) };
  const { title, body, act, keep } = asked === "demote-self" ? words.demoteSelf : removal;
  return (
    <Confirm open={asked !== undefined} title={title} act={act} keep={keep} {...rest}>
      {body}
    </Confirm>
  );
}
