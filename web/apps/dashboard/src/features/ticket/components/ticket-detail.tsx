import { Failure } from "@tkt/api/failure";
import type { TicketWithTimeline, UpdateTicket } from "@tkt/api/schema";
import { useRef, useState } from "react";
import { FailureNotice } from "../../../components/failure-notice";
import { toastFailure } from "../../../components/toast";
import { useOnline } from "../../../lib/online";
import { ticketTexts } from "../../../texts/ticket-texts";
import { useConversationActions } from "../api/conversation";
import { useTrackerLink } from "../api/share";
import { type Edits, useEdits } from "../api/use-edits";
import { useKeptEdit } from "../api/use-kept-edit";
import { useSharing } from "../api/use-sharing";
import { useTicketCommands } from "../lib/use-ticket-commands";
import { Composer, type ComposerHandle } from "./composer";
import { Conflicts } from "./conflicts";
import { type Asked, Dialogs } from "./dialogs";
import { Facts } from "./facts";
import { type Choice, Fields } from "./fields";
import { Header } from "./header";
import { TextSection } from "./text-section";
import { Timeline } from "./timeline";

type Props = { ticket: TicketWithTimeline; failure: Failure | null; onRetry: () => void };

export function TicketDetail({ ticket, failure, onRetry }: Props) {
  const edits = useEditsWhileOnline(ticket);
  const title = useKeptEdit(edits, "title");
  const trackerLink = useTrackerLink(ticket);
  const sharing = useSharing(edits.shown, trackerLink);
  const conversation = useConversationActions(edits.shown);
  const composer = useRef<ComposerHandle>(null);
  const [open, setOpen] = useState<Choice>();
  const [asked, setAsked] = useState<Asked>();
  const remove = () => setAsked("delete");

  function set(edit: UpdateTicket) {
    if (edit.status === "resolved") setAsked("resolve");
    else void edits.save(edit);
  }

  useTicketCommands({
    ...sharing,
    open: setOpen,
    set,
    write: (visibility) => composer.current?.write(visibility),
    editTitle: title.start,
    remove,
    conversation,
  });

  return (
    <article
      className="@container transition-[opacity,translate] starting:translate-x-2 starting:opacity-0"
      aria-label={ticket.ticket_number}
    >
      <Header edits={edits} title={title} actions={{ ...sharing, conversation, remove }} />
      <div className="grid grid-cols-1 gap-5 px-4 py-4 @2xl:px-6">
        {/* Offline the shell says so; what is shown stays. */}
        {failure && failure.kind !== "offline" && <FailureNotice failure={failure} onRetry={onRetry} />}
        <Conflicts edits={edits} />
        <Fields edits={edits} open={open} onOpen={setOpen} onSet={set} />
        <div className="grid grid-cols-1 gap-6 @2xl:grid-cols-[minmax(0,1fr)_13rem]">
          <div className="grid grid-cols-1 min-w-0 content-start gap-5">
            <TextSection edits={edits} field="description" />
            <TextSection edits={edits} field="resolution_notes" hint={ticketTexts.notesHint} />
          </div>
          <aside aria-label={ticketTexts.details} className="min-w-0 @2xl:row-span-2">
            <Facts ticket={edits.shown} trackerLink={trackerLink} conversation={conversation} />
          </aside>
          <div className="grid grid-cols-1 min-w-0 content-start gap-6">
            <Composer ticket={ticket} handle={composer} onStatus={(status) => void edits.save({ status })} />
            <Timeline ticket={ticket} />
          </div>
        </div>
      </div>
      <Dialogs
        ticket={ticket}
        edits={edits}
        asked={asked}
        onClose={() => setAsked(undefined)}
        refused={sharing.refused}
        onCloseRefused={sharing.close}
      />
    </article>
  );
}

/** Offline nothing is changed, and the agent hears why; texts stay in their forms. */
function useEditsWhileOnline(ticket: TicketWithTimeline): Edits {
  const edits = useEdits(ticket);
  const online = useOnline();
  return online ? edits : { ...edits, save: refuse, takeMine: refuse };
}

async function refuse() {
  toastFailure(ticketTexts.offlineEdit);
  return { kind: "failed", failure: new Failure("offline") } as const;
}
