import type { Failure } from "@tkt/api/failure";
import { Hash, type LucideIcon, Mail } from "lucide-react";
import { texts } from "../../../texts/texts";
import { useCountdown } from "../lib/use-countdown";
import type { QuestionForm } from "../lib/use-question-form";
import { PageHeader } from "./page-header";
import { ResultSkeleton } from "./result-skeleton";
import { SearchFailure } from "./search-failure";
import { SearchForm } from "./search-form";
import { Sheet } from "./sheet";

type Props = {
  form: QuestionForm;
  busy: boolean;
  failure: Failure | null;
  /** When the failure came, in milliseconds. */
  failedAt: number;
  onSearch: () => void;
};

/** The seconds to wait where the gateway refuses, which says no time. */
const UNSAID = 10;

/** Where a customer asks for a ticket. */
export function SearchPage({ form, busy, failure, failedAt, onSearch }: Props) {
  const until = failure?.kind === "too-many" ? failedAt + (failure.retryAfter ?? UNSAID) * 1_000 : 0;
  const secondsLeft = useCountdown(until);
  return (
    <>
      <PageHeader>
        <h1 className="pt-2 text-display sm:pt-8 font-semibold text-balance">{texts.track.title}</h1>
        <p className="mt-1 max-w-[68ch] pb-4 text-white/90 sm:pb-8">{texts.track.lead}</p>
      </PageHeader>
      <main>
        <Sheet>
          <SearchForm form={form} busy={busy} locked={secondsLeft > 0} onSearch={onSearch} />
          {failure && !busy && (
            <SearchFailure failure={failure} until={until} secondsLeft={secondsLeft} onRetry={onSearch} />
          )}
        </Sheet>
        {busy ? <ResultSkeleton /> : <Help />}
      </main>
    </>
  );
}

function Help() {
  return (
    <div className="column grid gap-3 py-8 text-body text-muted">
      <Hint icon={Hash}>{texts.track.help.number}</Hint>
      <Hint icon={Mail}>{texts.track.help.email}</Hint>
    </div>
  );
}

function Hint({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <p className="flex gap-3 px-1 sm:px-6">
      <Icon aria-hidden="true" size={16} className="mt-0.5 shrink-0" />
      {children}
    </p>
  );
}
