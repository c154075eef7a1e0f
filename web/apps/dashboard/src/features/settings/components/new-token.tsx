import type { NewWidgetToken } from "@tkt/api/schema";
import { Button } from "@tkt/ui/button";
import { useCopy } from "@tkt/ui/copy";
import { Check, Copy } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { settingsTexts } from "../../../texts/settings-texts";
import { snippetOf } from "../lib/snippet";

const words = settingsTexts.widget;

/** The token that was just made, until its owner says that they have it. In no dialog, which a stray click would close. */
export function NewToken({ made, onDone }: { made: NewWidgetToken; onDone: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="grid grid-cols-1 gap-4 rounded-card border border-accent bg-surface p-4">
      <div>
        <h3 ref={heading} tabIndex={-1} className="font-semibold text-reading outline-none">
          {words.made(made.name)}
        </h3>
        <p className="text-body">{words.once}</p>
      </div>
      <Secret label={words.token} text={made.token} copyLabel={words.copyToken} />
      <Secret
        label={words.snippet}
        hint={words.snippetHint}
        text={snippetOf(location.origin, made.token)}
        copyLabel={words.copySnippet}
      />
      <Button look="primary" className="justify-self-start" onClick={onDone}>
        {words.done}
      </Button>
    </section>
  );
}

type SecretProps = { label: string; hint?: string; text: string; copyLabel: string };

function Secret({ label, hint, text, copyLabel }: SecretProps) {
  const id = useId();
  const { copied, copy } = useCopy();
  const [isRefused, setRefused] = useState(false);
  const Icon = copied ? Check : Copy;
  return (
    <div className="grid grid-cols-1 gap-1">
      <p id={id} className="font-medium text-meta">
        {label}
      </p>
      <code className="select-all break-all rounded-control border border-line bg-sunken px-3 py-2 font-mono text-meta">
        {text}
      </code>
      {hint && <p className="text-meta text-muted">{hint}</p>}
      <Button
        className="mt-1 justify-self-start"
        aria-describedby={id}
        onClick={async () => setRefused(!(await copy(text)))}
      >
        <Icon aria-hidden="true" size={16} />
        {copyLabel}
      </Button>
      <p role="status" className={isRefused ? "text-meta text-muted" : "sr-only"}>
        {isRefused ? words.notCopied : copied ? words.copied : ""}
      </p>
    </div>
  );
}
