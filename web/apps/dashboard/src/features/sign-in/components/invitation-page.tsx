import { Link, useNavigate } from "@tanstack/react-router";
import type { Joined } from "@tkt/api/schema";
import { Button, buttonClass } from "@tkt/ui/button";
import { Notice } from "@tkt/ui/notice";
import { Check } from "lucide-react";
import { FailureNotice } from "../../../components/failure-notice";
import { signOut } from "../../../lib/session";
import { useTitle } from "../../../lib/title";
import { useSession } from "../../../lib/use-session";
import { signInTexts } from "../../../texts/sign-in-texts";
import { useAcceptInvitation } from "../api/accept-invitation";
import { type InvitationLink, useInvitationLink } from "../lib/invitation-link";
import { CardPage } from "./card-page";

const texts = signInTexts.invitation;

/** Where the link of an invitation's e-mail leads. Nothing happens before the button is pressed. */
export function InvitationPage() {
  const link = useInvitationLink();
  const accept = useAcceptInvitation();
  useTitle(texts.page);
  if (accept.data) return <Welcome joined={accept.data} />;
  if (!link) return <Useless title={texts.incomplete} because={texts.incompleteBecause} />;
  if (accept.error?.kind === "signed-out") return <Useless title={texts.void} because={texts.voidBecause} />;
  return <Invited link={link} accept={accept} />;
}

function Invited({ link, accept }: { link: InvitationLink; accept: ReturnType<typeof useAcceptInvitation> }) {
  return (
    <CardPage title={texts.heading} intro={texts.intro}>
      <div className="grid gap-5">
        <ul className="grid gap-3 text-body">
          {texts.happens.map((step) => (
            <li key={step} className="flex gap-3">
              <Check aria-hidden="true" size={18} className="mt-0.5 shrink-0 text-accent" />
              {step}
            </li>
          ))}
        </ul>
        {accept.error && <FailureNotice failure={accept.error} />}
        <Button look="primary" busy={accept.isPending} onClick={() => accept.mutate(link)}>
          {texts.accept}
        </Button>
      </div>
    </CardPage>
  );
}

function Welcome({ joined }: { joined: Joined }) {
  const session = useSession();
  const navigate = useNavigate();
  async function goOn() {
    if (session.state !== "out") await signOut();
    navigate({ to: "/sign-in", search: { w: joined.workspace }, state: { signInAs: joined.email } });
  }
  return (
    <CardPage title={texts.joined(joined.workspace_name)} intro={texts.joinedAs(joined.email, joined.role)}>
      <div role="status" className="grid gap-4">
        {"me" in session && <Notice tone="info">{texts.signsOut(session.me.email)}</Notice>}
        <Button look="primary" onClick={goOn}>
          {texts.signIn}
        </Button>
      </div>
    </CardPage>
  );
}

function Useless({ title, because }: { title: string; because: string }) {
  return (
    <CardPage title={title}>
      <div className="grid gap-5">
        <p className="text-body">{because}</p>
        <Link to="/sign-in" className={buttonClass()}>
          {texts.toSignIn}
        </Link>
      </div>
    </CardPage>
  );
}
