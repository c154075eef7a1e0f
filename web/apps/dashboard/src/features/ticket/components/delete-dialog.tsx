import { useRouter } from "@tanstack/react-router";
import { Failure } from "@tkt/api/failure";
import type { Ticket } from "@tkt/api/schema";
import { Notice } from "@tkt/ui/notice";
import { useEffect, useRef, useState } from "react";
import { Confirm } from "../../../components/dialog";
import { toast, toastFailure } from "../../../components/toast";
import { texts } from "../../../texts/texts";
import { ticketTexts } from "../../../texts/ticket-texts";
import { useDeleteTicket } from "../api/remove";

const words = ticketTexts.remove;

type Props = { ticket: Ticket; onClose: () => void };

/** Asks before a ticket is deleted; afterwards the list is shown, and no other ticket. */
export default function DeleteDialog({ ticket, onClose }: Props) {
  const number = ticket.ticket_number;
  const { remove, forget, refresh } = useDeleteTicket(number);
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  async function confirm() {
    setBusy(true);
    setError(undefined);
    try {
      await remove(ticket.version);
    } catch (thrown) {
      const failure = Failure.from(thrown);
      setBusy(false);
      if (failure.kind === "stale") await refresh();
      const why = failure.kind === "stale" ? words.stale : texts.common.failure[failure.kind];
      setError(why);
      if (!isShown.current) toastFailure(words.failed(number), why);
      return;
    }
    // Whoever went on to another place meanwhile stays there.
    if (router.state.location.pathname.endsWith(`/${number}`)) {
      await router.navigate({ to: "/tickets", search: (search) => search });
    }
    forget();
    toast(words.done(number));
  }

  return (
    <Confirm
      open
      onClose={onClose}
      title={words.title(number)}
      act={words.act}
      keep={words.keep}
      busy={isBusy}
      onConfirm={confirm}
    >
      <p dir="auto" className="mb-1 truncate font-medium text-text">
        {ticket.title}
      </p>
      <p>{words.words}</p>
      {error && (
        <div className="mt-3">
          <Notice tone="error">{error}</Notice>
        </div>
      )}
    </Confirm>
  );
}
