import type { Status } from "@tkt/api/schema";
import { Button, IconButton } from "@tkt/ui/button";
import { ChevronDown, CircleCheck, Clock } from "lucide-react";
import { Menu } from "../../../components/menu";
import { ticketTexts } from "../../../texts/ticket-texts";

const words = ticketTexts.composer;
const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

type Props = { isNote: boolean; isSending: boolean; onSend: (status?: Status) => void };

/** Sends; an answer also with the status that it leads to. */
export function SendButtons({ isNote, isSending, onSend }: Props) {
  const shortcut = isApple ? words.shortcutMac : words.shortcut;
  if (isNote) {
    return (
      <Button look="primary" busy={isSending} title={shortcut} onClick={() => onSend()}>
        {words.save}
      </Button>
    );
  }
  return (
    <div className="flex">
      <Button
        look="primary"
        busy={isSending}
        title={shortcut}
        onClick={() => onSend()}
        className="rounded-r-none"
      >
        {words.send}
      </Button>
      <Menu
        trigger={
          <IconButton
            label={words.more}
            disabled={isSending}
            className="rounded-l-none border-surface border-l bg-accent text-on-accent hover:bg-accent! hover:brightness-110"
          >
            <ChevronDown aria-hidden="true" size={16} />
          </IconButton>
        }
        items={[
          { label: words.sendAndPend, icon: Clock, onSelect: () => onSend("pending") },
          { label: words.sendAndResolve, icon: CircleCheck, onSelect: () => onSend("resolved") },
        ]}
      />
    </div>
  );
}
