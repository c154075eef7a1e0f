import { CircleAlert, Clock, LoaderCircle } from "lucide-react";
import { clock, useSecondsLeft } from "../../../lib/countdown";
import { useOnline } from "../../../lib/online";
import { conversationsTexts } from "../../../texts/conversations-texts";
import type { Outgoing } from "../lib/outbox";
import { Bubble } from "./bubble";

const words = conversationsTexts.log;

type Props = { message: Outgoing; onAgain: () => void; onTakeBack: () => void };

/** A message of this agent that the server has not confirmed: on its way, waiting, or failed. */
export function OutgoingMessage({ message, onAgain, onTakeBack }: Props) {
  return (
    <div
      data-outgoing={message.failure ? "failed" : "sending"}
      className="mb-2 grid grid-cols-[minmax(0,1fr)] justify-items-end gap-1"
    >
      <div className="grid max-w-[min(85%,42rem)] grid-cols-[minmax(0,1fr)]">
        <Bubble text={message.text} isAgent isPale />
      </div>
      {message.failure ? (
        <Failed failure={message.failure} onAgain={onAgain} onTakeBack={onTakeBack} />
      ) : (
        <OnItsWay />
      )}
    </div>
  );
}

function OnItsWay() {
  const online = useOnline();
  return (
    <p className="flex items-center gap-1 px-1 text-meta text-muted">
      {online ? (
        <LoaderCircle aria-hidden="true" size={12} className="animate-spin" />
      ) : (
        <Clock aria-hidden="true" size={12} />
      )}
      {online ? words.sending : words.waiting}
    </p>
  );
}

type FailedProps = Omit<Props, "message"> & { failure: NonNullable<Outgoing["failure"]> };

function Failed({ failure: { kind, until, detail }, onAgain, onTakeBack }: FailedProps) {
  const left = useSecondsLeft(until);
  const tooMany = left > 0 ? words.tooMany(clock(left)) : words.mayGoNow;
  return (
    <div className="flex flex-wrap items-center justify-end gap-x-1 text-meta">
      <p role="alert" className="flex items-center gap-1 font-medium text-danger">
        <CircleAlert aria-hidden="true" size={14} className="shrink-0" />
        {kind === "too-many" ? tooMany : words.failed} {detail}
      </p>
      <button type="button" onClick={onAgain} className={ACT}>
        {words.again}
      </button>
      <button type="button" onClick={onTakeBack} className={ACT}>
        {words.takeBack}
      </button>
    </div>
  );
}

const ACT =
  "min-h-10 rounded-control px-2 font-medium text-accent hover:underline pointer-coarse:min-h-11 pointer-coarse:px-3";
