import type { Presence } from "@tkt/api/schema";
import { Eye, PencilLine } from "lucide-react";
import { conversationsTexts } from "../../../texts/conversations-texts";

const words = conversationsTexts.presence;

/** Who else is at it. Whoever writes goes before whoever reads. */
export function PresenceLine({ presence }: { presence: readonly Presence[] }) {
  const writing = presence.filter(({ state }) => state === "writing");
  const isWriting = writing.length > 0;
  const Icon = isWriting ? PencilLine : Eye;
  const emails = (isWriting ? writing : presence).map(({ email }) => email);
  return (
    <div role="status" className="shrink-0 px-4">
      {emails.length > 0 && (
        <p className="flex items-center gap-1.5 pb-1 text-meta text-muted">
          <Icon aria-hidden="true" size={14} className="shrink-0" />
          <span className="min-w-0 truncate">
            {isWriting ? words.writing(emails) : words.viewing(emails)}
          </span>
        </p>
      )}
    </div>
  );
}
