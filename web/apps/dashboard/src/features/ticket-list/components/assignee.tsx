import { UserRound } from "lucide-react";
import { Avatar } from "../../../components/avatar";
import { texts } from "../../../texts/texts";

/** Who works on a ticket. `isShort` leaves the name to the tooltip, as little room does. */
export function Assignee({ email, isShort = false }: { email: string | null; isShort?: boolean }) {
  const words = texts.ticketList;
  if (email === null) {
    return (
      <span title={words.unassigned} className="flex items-center gap-2 text-muted">
        <span className="inline-flex size-7 shrink-0 items-center justify-center rounded-full border border-line border-dashed">
          <UserRound aria-hidden="true" size={14} />
        </span>
        <span className={isShort ? "sr-only" : ROOM}>{words.unassigned}</span>
      </span>
    );
  }
  return (
    <span title={email} className="flex min-w-0 items-center gap-2">
      <Avatar name={email} />
      <span className={isShort ? "sr-only" : `truncate ${ROOM}`}>
        {isShort ? words.assignedTo(email) : email.split("@", 1)}
      </span>
    </span>
  );
}

/** For a name beside the picture, the table needs a large screen. */
const ROOM = "max-[1439px]:sr-only";
