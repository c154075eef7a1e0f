import { Link } from "@tanstack/react-router";
import { buttonClass } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Field, TextArea } from "@tkt/ui/field";
import { MessageCircleOff } from "lucide-react";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { conversationsTexts as words } from "../../../texts/conversations-texts";

/** In place of a conversation that is not there; what was being written is kept to be copied. */
export function Gone({ id }: { id: string }) {
  const { email } = useMe();
  const [draft] = useDraft(email, `chat.${id}`);
  return (
    <div role="status">
      <Empty
        icon={MessageCircleOff}
        title={words.gone.title}
        action={
          <Link to="/conversations" search={(search) => search} className={buttonClass("primary")}>
            {words.back}
          </Link>
        }
      >
        {words.gone.hint}
      </Empty>
      {draft && (
        <div className="mx-auto max-w-lg px-4 pb-4">
          <Field label={words.answer.kept}>
            {(described) => (
              <TextArea {...described} readOnly dir="auto" value={draft} className="text-body" />
            )}
          </Field>
        </div>
      )}
    </div>
  );
}
