import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTitle } from "../../../lib/title";
import { useSession } from "../../../lib/use-session";
import { signInTexts as texts } from "../../../texts/sign-in-texts";
import { destination } from "../lib/destination";
import { CardPage } from "./card-page";
import { SignInSteps } from "./sign-in-steps";

/** Lets an agent in, and leads them to where they wanted to go: from this tab, or when another tab signed in. */
export function SignInPage() {
  const { to, w } = useSearch({ from: "/sign-in" });
  const { signInAs } = useLocation().state;
  const { state } = useSession();
  const navigate = useNavigate();
  useTitle(texts.page);
  useEffect(() => {
    if (state === "in") navigate({ href: destination(to), replace: true });
  }, [state, to, navigate]);
  return (
    <CardPage
      title={texts.heading}
      intro={texts.intro}
      footer={
        <>
          {texts.tracker}{" "}
          <a href="/track-ticket" className="text-accent underline underline-offset-2">
            {texts.toTracker}
          </a>
        </>
      }
    >
      <SignInSteps email={signInAs} workspace={w} />
    </CardPage>
  );
}
