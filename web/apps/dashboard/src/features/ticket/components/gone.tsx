import { Link } from "@tanstack/react-router";
import { buttonClass } from "@tkt/ui/button";
import { Empty } from "@tkt/ui/empty";
import { Field, TextArea } from "@tkt/ui/field";
import { Ticket as TicketIcon, Trash2 } from "lucide-react";
import { useDraft } from "../../../lib/drafts";
import { useMe } from "../../../lib/use-session";
import { ticketTexts } from "../../../texts/ticket-texts";

const words = ticketTexts.gone;

/** In place of a ticket that is not there; what was being written for one that was deleted is kept to be copied. */
export function Gone({ number, wasThere }: { number: string; wasThere: boolean }) {
  const { email } = useMe();
  const [answer] = useDraft(email, `answer.${number}`);
  const [note] = useDraft(email, `note.${number}`);
  return (
    <div role="status">
      <Empty
        icon={wasThere ? Trash2 : TicketIcon}
        heading="h1"
        title={wasThere ? words.deleted(number) : words.unknown(number)}
        action={
          <Link to="/tickets" search={(search) => search} className={buttonClass("primary")}>
            {ticketTexts.back}
          </Link>
        }
      >
        {wasThere ? words.deletedHint : words.unknownHint}
      </Empty>
      {[answer, note].filter(Boolean).map((text) => (
        <div key={text} className="mx-auto max-w-lg px-4 pb-4">
          <Field label={words.kept}>
            {(described) => (
              <TextArea {...described} readOnly dir="auto" value={text} className="text-body" />
            )}
          </Field>
        </div>
      ))}
    </div>
  );
}
