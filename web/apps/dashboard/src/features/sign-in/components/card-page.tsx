import { Wordmark } from "@tkt/ui/wordmark";
import type { ReactNode } from "react";

/** A page of one card, for whoever is not signed in. */
export function CardPage({
  title,
  intro,
  footer,
  children,
}: {
  title: string;
  intro?: string;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-[27rem] flex-col justify-center gap-4 p-4 sm:pb-[14dvh]">
      <div className="overflow-hidden rounded-card border border-line bg-surface">
        <header className="header-gradient grid gap-1 px-5 py-6 sm:px-7">
          <Wordmark className="mb-2" />
          <h1 className="text-display font-semibold">{title}</h1>
          {intro && <p className="text-body text-white/90">{intro}</p>}
        </header>
        <div className="p-5 sm:p-7">{children}</div>
      </div>
      {footer && <div className="text-center text-meta text-muted">{footer}</div>}
    </main>
  );
}
