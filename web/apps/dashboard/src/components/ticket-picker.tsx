import { Autocomplete } from "@base-ui/react/autocomplete";
import { Popover } from "@base-ui/react/popover";
import type { TicketRow } from "@tkt/api/schema";
import { StatusBadge } from "@tkt/ui/badge";
import { IconButton } from "@tkt/ui/button";
import { NumberBadge } from "@tkt/ui/number-badge";
import { Search, TicketPlus } from "lucide-react";
import { useRef, useState } from "react";
import { useCustomerTickets } from "../lib/customer-tickets";
import { ticketPickerTexts as words } from "../texts/ticket-picker-texts";

type Props = {
  /** The visitor of the conversation: their tickets come first. */
  customerEmail: string;
  onPick: (number: string) => void;
  /** Where the focus goes after a choice, such as the text that the number was put into. */
  returnTo?: () => HTMLElement | null;
};

/** A button that finds a ticket, by its number or by words, and gives its number. */
export function TicketPicker({ customerEmail, onPick, returnTo }: Props) {
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const hasPicked = useRef(false);
  function pick({ ticket_number }: TicketRow) {
    hasPicked.current = true;
    setOpen(false);
    onPick(ticket_number);
  }
  function change(next: boolean) {
    hasPicked.current = false;
    setOpen(next);
  }
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger
        render={
          <IconButton label={words.insert}>
            <TicketPlus aria-hidden="true" size={18} />
          </IconButton>
        }
      />
      <Popover.Portal>
        <Popover.Positioner side="top" align="start" sideOffset={4} collisionPadding={8} className="z-50">
          <Popover.Popup
            aria-label={words.insert}
            initialFocus={input}
            finalFocus={() => (hasPicked.current && returnTo?.()) || true}
            className="flex max-h-[min(24rem,var(--available-height))] w-[26rem] max-w-[var(--available-width)] flex-col overflow-hidden rounded-card border border-line bg-surface text-body text-text shadow-float outline-none"
          >
            <Finder input={input} customerEmail={customerEmail} onPick={pick} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type FinderProps = {
  input: React.RefObject<HTMLInputElement | null>;
  customerEmail: string;
  onPick: (ticket: TicketRow) => void;
};

function Finder({ input, customerEmail, onPick }: FinderProps) {
  const [typed, setTyped] = useState("");
  const { found, isSearching, hasFailed } = useCustomerTickets(customerEmail, typed);
  const groups = [
    { id: "own", label: words.of(customerEmail), items: found.own },
    { id: "others", label: words.others, items: found.others },
  ].filter(({ items }) => items.length > 0);
  const state = hasFailed ? words.failed : isSearching ? words.searching : undefined;
  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={groups}
      value={typed}
      onValueChange={(text, { reason }) => reason !== "item-press" && setTyped(text)}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2 border-line border-b ps-3">
        <Search aria-hidden="true" size={16} className="shrink-0 text-muted" />
        <Autocomplete.Input
          ref={input}
          aria-label={words.search}
          placeholder={words.search}
          className="h-11 min-w-0 flex-1 bg-transparent outline-none placeholder:text-muted pointer-coarse:text-reading"
        />
      </div>
      <div className="min-h-0 overflow-y-auto overscroll-contain">
        <Autocomplete.Empty>
          <div className="px-4 py-6 text-center">
            <p className="font-medium">
              {state ?? (typed.trim() ? words.nothing : words.none(customerEmail))}
            </p>
            {!state && <p className="text-muted">{typed.trim() ? words.nothingHint : words.noneHint}</p>}
          </div>
        </Autocomplete.Empty>
        <Autocomplete.List className="p-1 data-[empty]:p-0">
          {groups.map(({ id, label, items }) => (
            <Autocomplete.Group key={id} items={items}>
              <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-meta text-muted">
                {label}
              </Autocomplete.GroupLabel>
              {items.map((ticket) => (
                <Choice key={ticket.ticket_number} ticket={ticket} onPick={onPick} />
              ))}
            </Autocomplete.Group>
          ))}
        </Autocomplete.List>
      </div>
      <Autocomplete.Status className="sr-only">
        {state ?? words.count(found.own.length + found.others.length)}
      </Autocomplete.Status>
    </Autocomplete.Root>
  );
}

function Choice({ ticket, onPick }: { ticket: TicketRow; onPick: (ticket: TicketRow) => void }) {
  return (
    <Autocomplete.Item
      value={ticket}
      onClick={() => onPick(ticket)}
      className="flex min-h-10 items-center gap-2 rounded-control px-3 outline-none pointer-coarse:min-h-11 data-[highlighted]:bg-accent-tint"
    >
      <NumberBadge number={ticket.ticket_number} />
      <span dir="auto" className="min-w-0 flex-1 truncate" title={ticket.title}>
        {ticket.title}
      </span>
      <StatusBadge status={ticket.status} />
    </Autocomplete.Item>
  );
}
