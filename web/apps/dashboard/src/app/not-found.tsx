import { Link } from "@tanstack/react-router";
import { buttonClass } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Map as MapIcon } from "lucide-react";
import { useTitle } from "../lib/title";
import { texts } from "../texts/texts";

/** A page of its own, for an address outside the shell. */
export function NotFoundPage() {
  return (
    <main className="flex min-h-dvh flex-col">
      <NotFound />
    </main>
  );
}

export function NotFound() {
  useTitle(texts.shell.notFound);
  return (
    <div className="flex flex-1 flex-col justify-center">
      <Empty
        heading="h1"
        icon={MapIcon}
        title={texts.shell.notFound}
        action={
          <Link to="/tickets" className={buttonClass("primary")}>
            {texts.shell.toTickets}
          </Link>
        }
      >
        {texts.shell.notFoundHint}
      </Empty>
    </div>
  );
}
