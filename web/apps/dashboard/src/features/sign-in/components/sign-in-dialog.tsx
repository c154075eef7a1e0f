import { Dialog } from "../../../components/dialog";
import { signOut } from "../../../lib/session";
import { useMe } from "../../../lib/use-session";
import { signInTexts as texts } from "../../../texts/sign-in-texts";
import { LinkButton } from "./link-button";
import { SignInSteps } from "./sign-in-steps";

/** Over everything else when the session has ended: only a sign-in by the same agent, or leaving, ends it. */
export function SignInDialog({ open }: { open: boolean }) {
  const { email, workspace } = useMe();
  return (
    <Dialog open={open} title={texts.expired}>
      <div className="grid gap-4">
        <p className="text-body text-muted">{texts.expiredKept}</p>
        <SignInSteps email={email} isEmailFixed workspace={workspace} />
        <div className="text-meta">
          <LinkButton onClick={signOut}>{texts.notYou}</LinkButton>
        </div>
      </div>
    </Dialog>
  );
}
