import { Link } from "@tanstack/react-router";
import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { Button, IconButton } from "@tkt/ui/button";
import { CopyableNumber } from "@tkt/ui/number-badge";
import {
  ArrowLeft,
  Ellipsis,
  ExternalLink,
  Link as LinkIcon,
  MessageCircle,
  MessageSquareShare,
  Pencil,
  Share2,
  Trash2,
} from "lucide-react";
import { Menu, type MenuItem } from "../../../components/menu";
import { ticketTexts } from "../../../texts/ticket-texts";
import type { ConversationActions } from "../api/conversation";
import type { Edits } from "../api/use-edits";
import type { useKeptEdit } from "../api/use-kept-edit";
import { TextForm } from "./text-form";
import { useReturnOfFocus } from "./text-section";

export type HeaderActions = {
  share: () => void;
  copyTrackerLink: () => void;
  openTracker: () => void;
  conversation: ConversationActions | undefined;
  remove: () => void;
};

type Props = { edits: Edits; title: ReturnType<typeof useKeptEdit>; actions: HeaderActions };

/** The gradient over a ticket: its number, its title, where it stands, and what to do with it as a whole. */
export function Header({ edits, title, actions }: Props) {
  const { shown } = edits;
  return (
    <header className="header-gradient ring-on-gradient grid grid-cols-1 gap-2 px-4 py-3 @2xl:px-6 @2xl:py-4">
      <div className="flex flex-wrap items-center gap-2">
        <BackToList />
        <CopyableNumber number={shown.ticket_number} onGradient />
        <div className="ml-auto flex items-center gap-1">
          <Button look="on-gradient" onClick={actions.share}>
            <Share2 aria-hidden="true" size={16} />
            <span className="sr-only @sm:not-sr-only">{ticketTexts.share.act}</span>
          </Button>
          <More actions={actions} />
        </div>
      </div>
      <Title text={shown.title} edit={title} />
      <div className="flex flex-wrap items-center gap-2">
        {/* On a phone the fields right below say the same. */}
        <span className="hidden gap-2 @md:flex">
          <StatusBadge status={shown.status} />
          <PriorityBadge priority={shown.priority} />
        </span>
        <span dir="auto" className="min-w-0 max-w-full truncate text-body text-white">
          {shown.customer_name}
        </span>
      </div>
    </header>
  );
}

function Title({ text, edit }: { text: string; edit: Props["title"] }) {
  const pencil = useReturnOfFocus(edit.isOpen);
  if (edit.isOpen) {
    return (
      <div className="rounded-control bg-surface p-3 text-text [&_:focus-visible]:outline-accent">
        <TextForm
          label={ticketTexts.labels.title}
          text={edit.text}
          onWrite={edit.write}
          onSave={edit.submit}
          onCancel={edit.stop}
          oneLine
          max={200}
        />
      </div>
    );
  }
  return (
    <div className="flex items-start gap-1">
      <h1 dir="auto" className="min-w-0 py-1.5 font-semibold text-title">
        {text}
      </h1>
      <IconButton
        ref={pencil}
        label={ticketTexts.edit(ticketTexts.fields.title)}
        className="hover:bg-white/15!"
        onClick={edit.start}
      >
        <Pencil aria-hidden="true" size={16} />
      </IconButton>
    </div>
  );
}

/** Only where the ticket covers the list. */
function BackToList() {
  return (
    <Link
      to="/tickets"
      search={(search) => search}
      aria-label={ticketTexts.back}
      title={ticketTexts.back}
      className="-ml-2 inline-flex size-11 items-center justify-center rounded-control hover:bg-white/15 min-[900px]:hidden"
    >
      <ArrowLeft aria-hidden="true" size={20} className="rtl:-scale-x-100" />
    </Link>
  );
}

function More({ actions }: { actions: HeaderActions }) {
  return (
    <Menu
      trigger={
        <IconButton label={ticketTexts.more} className="hover:bg-white/15!">
          <Ellipsis aria-hidden="true" size={20} />
        </IconButton>
      }
      items={[
        { label: ticketTexts.facts.openTracker, icon: ExternalLink, onSelect: actions.openTracker },
        { label: ticketTexts.trackerLink, icon: LinkIcon, onSelect: actions.copyTrackerLink },
        ...conversationItems(actions.conversation),
        { label: ticketTexts.remove.act, icon: Trash2, onSelect: actions.remove, danger: true },
      ]}
    />
  );
}

function conversationItems(conversation: ConversationActions | undefined): MenuItem[] {
  if (!conversation) return [];
  const { open, share } = conversation;
  return [
    { label: ticketTexts.conversation.open, icon: MessageCircle, onSelect: open },
    { label: ticketTexts.conversation.share, icon: MessageSquareShare, onSelect: () => void share() },
  ];
}
