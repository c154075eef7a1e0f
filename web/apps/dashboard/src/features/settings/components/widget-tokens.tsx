import type { NewWidgetToken, WidgetToken } from "@tkt/api/schema";
import { Empty } from "@tkt/ui/empty";
import { ChevronRight, KeyRound } from "lucide-react";
import { useState } from "react";
import { settingsTexts } from "../../../texts/settings-texts";
import { useWidgetTokens } from "../api/widget-tokens";
import { CreateToken } from "./create-token";
import { Loaded } from "./loaded";
import { NewToken } from "./new-token";
import { TokenRow } from "./token-row";

const words = settingsTexts.widget;

/** Every token that the workspace has, and a form for another one. */
export function WidgetTokens() {
  const tokens = useWidgetTokens();
  const [made, setMade] = useState<NewWidgetToken>();
  return (
    <div className="grid grid-cols-1 gap-4">
      <Loaded query={tokens} rows={2}>
        {({ items }) => <Tokens items={items} />}
      </Loaded>
      {made ? <NewToken made={made} onDone={() => setMade(undefined)} /> : <CreateToken onMade={setMade} />}
    </div>
  );
}

function Tokens({ items }: { items: readonly WidgetToken[] }) {
  const counting = items.filter(({ revoked_at }) => revoked_at === null);
  const revoked = items.filter(({ revoked_at }) => revoked_at !== null);
  return (
    <>
      {counting.length === 0 ? (
        <Empty icon={KeyRound} title={words.none}>
          {words.noneHint}
        </Empty>
      ) : (
        <ul aria-label={words.tokens}>
          {counting.map((token) => (
            <TokenRow key={token.id} token={token} />
          ))}
        </ul>
      )}
      {revoked.length > 0 && (
        <details className="group">
          <summary className="inline-flex min-h-10 cursor-pointer items-center gap-1 rounded-control text-body text-muted pointer-coarse:min-h-11">
            <ChevronRight
              aria-hidden="true"
              size={16}
              className="transition-transform group-open:rotate-90"
            />
            {words.revokedOnes(revoked.length)}
          </summary>
          <ul aria-label={words.revokedOnes(revoked.length)}>
            {revoked.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
