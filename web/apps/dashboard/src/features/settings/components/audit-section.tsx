import type { AuditEntry } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Ago } from "@tkt/ui/when";
import { ArrowRight, Minus, Plus, ScrollText } from "lucide-react";
import { Avatar } from "../../../components/avatar";
import { FailureNotice } from "../../../components/failure-notice";
import { settingsTexts } from "../../../texts/settings-texts";
import { useAudit } from "../api/audit";
import { type ToldChange, tell } from "../lib/audit-words";
import { Loaded } from "./loaded";

const words = settingsTexts.log;

/** Who changed what, the newest first; what is earlier comes when it is asked for. */
export function AuditSection() {
  const log = useAudit();
  return (
    <Loaded query={log} rows={6}>
      {({ pages }) => {
        const entries = pages.flatMap(({ items }) => items);
        if (entries.length === 0) {
          return (
            <Empty icon={ScrollText} title={words.none}>
              {words.noneHint}
            </Empty>
          );
        }
        return (
          <div className="grid grid-cols-1 gap-4 pb-8">
            <ol className="grid grid-cols-1">
              {entries.map((entry) => (
                <Entry key={entry.number} entry={entry} />
              ))}
            </ol>
            {log.error && <FailureNotice failure={log.error} onRetry={() => log.fetchNextPage()} />}
            {log.hasNextPage ? (
              <Button
                className="justify-self-center"
                busy={log.isFetchingNextPage}
                onClick={() => log.fetchNextPage()}
              >
                {log.isFetchingNextPage ? words.loadingEarlier : words.earlier}
              </Button>
            ) : (
              <p className="text-center text-meta text-muted">{words.beginning}</p>
            )}
          </div>
        );
      }}
    </Loaded>
  );
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { what, changes } = tell(entry);
  return (
    <li className="flex gap-3 border-line border-b py-3 first:pt-0">
      <Avatar name={entry.by} />
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 sm:flex-nowrap">
          <p className="min-w-0 text-body">
            <span className="font-medium">{entry.by}</span> {what}
          </p>
          <p className="text-meta text-muted">
            <Ago at={entry.at} />
          </p>
        </div>
        {changes.length > 0 && (
          <dl className="grid grid-cols-1 gap-1 text-meta">
            {changes.map((change) => (
              <div key={change.label} className="flex flex-wrap gap-x-2">
                <dt className="text-muted">{change.label}</dt>
                <dd className="min-w-0">
                  <Change change={change} />
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function Change({ change }: { change: ToldChange }) {
  if (change.kind === "value") {
    return (
      <>
        {change.from}
        <ArrowRight aria-hidden="true" size={12} className="mx-1 inline text-muted" />
        <span className="sr-only">{words.to} </span>
        <span className="font-medium">{change.to}</span>
      </>
    );
  }
  if (change.kind === "order") {
    return (
      <>
        <span className="text-muted">{words.reordered}: </span>
        {change.order.join(", ")}
      </>
    );
  }
  return (
    <span className="flex flex-wrap gap-x-3">
      <Entries icon={Plus} word={words.added} entries={change.added} />
      <Entries icon={Minus} word={words.dropped} entries={change.dropped} />
    </span>
  );
}

type EntriesProps = { icon: typeof Plus; word: string; entries: readonly string[] };

function Entries({ icon: Icon, word, entries }: EntriesProps) {
  if (entries.length === 0) return null;
  return (
    <span className="min-w-0">
      <Icon aria-hidden="true" size={12} className="mr-1 inline text-muted" />
      <span className="text-muted">{word} </span>
      <span className="font-medium">{entries.join(", ")}</span>
    </span>
  );
}
