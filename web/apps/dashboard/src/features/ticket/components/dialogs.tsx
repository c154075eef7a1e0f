import type { TicketWithTimeline } from "@tkt/api/schema";
import { lazy, Suspense } from "react";
import type { Edits } from "../api/use-edits";

const ResolveDialog = lazy(() => import("./resolve-dialog"));
const DeleteDialog = lazy(() => import("./delete-dialog"));
const ShareDialog = lazy(() => import("./share-dialog"));

/** The question that is asked just now. */
export type Asked = "resolve" | "delete" | undefined;

type Props = {
  ticket: TicketWithTimeline;
  edits: Edits;
  asked: Asked;
  onClose: () => void;
  refused: string | undefined;
  onCloseRefused: () => void;
};

/** The dialogs of a ticket, each loaded when it is first asked for. */
export function Dialogs({ ticket, edits, asked, onClose, refused, onCloseRefused }: Props) {
  return (
    <Suspense>
      {asked === "resolve" && <ResolveDialog edits={edits} onClose={onClose} />}
      {asked === "delete" && <DeleteDialog ticket={ticket} onClose={onClose} />}
      {refused !== undefined && <ShareDialog text={refused} onClose={onCloseRefused} />}
    </Suspense>
  );
}
