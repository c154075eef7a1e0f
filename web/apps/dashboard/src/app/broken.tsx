import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Failure } from "@tkt/api/failure";
import { Button, buttonClass } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { CloudOff, type LucideIcon, RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useOnline } from "../lib/online";
import { PartMissing } from "../lib/part";
import { useTitle } from "../lib/title";
import { texts } from "../texts/texts";

/** A page of its own, where the shell cannot be shown either. */
export function BrokenPage(props: ErrorComponentProps) {
  return (
    <main className="flex min-h-dvh flex-col">
      <Broken {...props} />
    </main>
  );
}

/** In place of a view that could not be shown: why, and a way on. */
export function Broken({ error }: ErrorComponentProps) {
  const online = useOnline();
  const words = texts.shell.broken;
  const isMissing = error instanceof PartMissing;
  if ((isMissing && !online) || (error instanceof Failure && error.kind === "offline")) {
    return (
      <Trouble icon={CloudOff} title={words.offline} text={words.offlineText}>
        <TryAgain />
      </Trouble>
    );
  }
  if (isMissing) {
    return (
      <Trouble icon={RefreshCw} title={words.newVersion} text={words.newVersionText}>
        <Reload />
      </Trouble>
    );
  }
  if (error instanceof Failure) {
    return (
      <Trouble icon={TriangleAlert} title={words.server} text={words.serverText}>
        <TryAgain />
      </Trouble>
    );
  }
  return (
    <Trouble icon={TriangleAlert} title={words.fault} text={words.faultText}>
      <Reload />
      <ToTickets />
    </Trouble>
  );
}

type TroubleProps = { icon: LucideIcon; title: string; text: string; children: ReactNode };

function Trouble({ icon, title, text, children }: TroubleProps) {
  useTitle(title);
  return (
    <div role="alert" className="flex flex-1 flex-col justify-center">
      <Empty
        heading="h1"
        icon={icon}
        title={title}
        action={<div className="flex flex-wrap justify-center gap-2">{children}</div>}
      >
        {text}
      </Empty>
    </div>
  );
}

function TryAgain() {
  const router = useRouter();
  return (
    <Button look="primary" onClick={() => router.invalidate()}>
      {texts.common.tryAgain}
    </Button>
  );
}

function Reload() {
  return (
    <Button look="primary" onClick={() => location.reload()}>
      {texts.shell.broken.reload}
    </Button>
  );
}

function ToTickets() {
  return (
    <Link to="/tickets" className={buttonClass()}>
      {texts.shell.toTickets}
    </Link>
  );
}
