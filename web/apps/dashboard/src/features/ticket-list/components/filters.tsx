import { Popover } from "@base-ui/react/popover";
import type { RefObject } from "react";
import { Dialog } from "../../../components/dialog";
import { texts } from "../../../texts/texts";
import type { TicketSearch } from "../search";
import type { FilterChange } from "./filter-button";
import { FilterForm } from "./filter-form";

type Props = {
  search: TicketSearch;
  onFilter: FilterChange;
  asSheet: boolean;
  /** What opened it: it stands there, and the focus goes back there. */
  button: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
};

/** The filters, beside the list where there is room, else as a sheet over it. */
export function Filters({ search, onFilter, asSheet, button, onClose }: Props) {
  const title = texts.ticketList.filters.title;
  const form = <FilterForm search={search} onFilter={onFilter} onDone={onClose} />;
  if (asSheet) {
    return (
      <Dialog open onClose={onClose} title={title}>
        {form}
      </Dialog>
    );
  }
  return (
    <Popover.Root
      open
      onOpenChange={(isOpen, { event }) => {
        // The button closes by itself; it must not open again by the same click.
        const isButton = event.target instanceof Node && button.current?.contains(event.target);
        if (!isOpen && !isButton) onClose();
      }}
    >
      <Popover.Portal>
        <Popover.Positioner anchor={button} sideOffset={6} align="end" collisionPadding={12} className="z-30">
          <Popover.Popup
            finalFocus={button}
            className="max-h-[var(--available-height)] w-96 max-w-[var(--available-width)] overflow-y-auto rounded-card border border-line bg-surface p-4 text-text shadow-float outline-none transition-opacity data-[starting-style]:opacity-0"
          >
            <Popover.Title className="sr-only">{title}</Popover.Title>
            {form}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
