import { Outlet, useNavigate } from "@tanstack/react-router";
import { Notice } from "@tkt/ui/notice";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Passing } from "../components/passing";
import { Commands } from "../features/commands/components/commands";
import { CreateTicket } from "../features/create-ticket/components/create-ticket";
import { useOnline } from "../lib/online";
import { part } from "../lib/part";
import { useSession } from "../lib/use-session";
import { texts } from "../texts/texts";
import { Announcer } from "./announcer";
import { Navigation } from "./navigation";
import { useFocusOnNavigation } from "./use-focus-on-navigation";

const SignInDialog = lazy(
  part(async () => ({
    default: (await import("../features/sign-in/components/sign-in-dialog")).SignInDialog,
  })),
);

/** What stands around every view of an agent: navigation, the account, and the sign-in of an ended session. */
export function Shell() {
  const { state } = useSession();
  const online = useOnline();
  const navigate = useNavigate();
  const content = useRef<HTMLElement>(null);
  useFocusOnNavigation(content);
  useEffect(() => {
    if (state === "out") navigate({ to: "/sign-in" });
  }, [state, navigate]);
  if (state === "out" || state === "unknown") return null;
  return (
    <div className="group/shell flex h-dvh flex-col min-[900px]:flex-row">
      <button
        type="button"
        onClick={() => content.current?.focus()}
        className="sr-only rounded-control bg-surface text-accent shadow-float focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:p-3"
      >
        {texts.shell.skip}
      </button>
      <Navigation />
      <main
        ref={content}
        id="content"
        tabIndex={-1}
        className="flex min-h-0 min-w-0 flex-1 flex-col outline-none"
      >
        <Passing isThere={!online} className="p-2">
          <Notice tone="offline">{texts.common.offline}</Notice>
        </Passing>
        <Outlet />
      </main>
      <Announcer />
      <CreateTicket />
      <Commands />
      {state === "expired" && (
        <Suspense>
          <SignInDialog open />
        </Suspense>
      )}
    </div>
  );
}
