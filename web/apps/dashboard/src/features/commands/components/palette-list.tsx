import { Autocomplete } from "@base-ui/react/autocomplete";
import { StatusBadge } from "@tkt/ui/badge";
import { NumberBadge } from "@tkt/ui/number-badge";
import { CornerDownRight } from "lucide-react";
import { texts } from "../../../texts/texts";
import type { Entry, EntryGroup } from "../lib/entries";
import { Keys } from "./keys";

type Props = { groups: readonly EntryGroup[]; isSearching: boolean; onRun: (entry: Entry) => void };

export function PaletteList({ groups, isSearching, onRun }: Props) {
  return (
    <div className="min-h-0 flex-1 scroll-py-2 overflow-y-auto overscroll-contain">
      <Autocomplete.Empty>
        <div className="px-4 py-8 text-center text-body">
          <p className="font-medium">{isSearching ? texts.commands.searching : texts.commands.nothing}</p>
          <p className="text-muted">{texts.commands.nothingHint}</p>
        </div>
      </Autocomplete.Empty>
      <Autocomplete.List className="p-1 data-[empty]:p-0">
        {groups.map((group) => (
          <Autocomplete.Group key={group.id} items={group.items} className="pb-1">
            <Autocomplete.GroupLabel className="px-3 pt-2 pb-1 text-meta text-muted empty:hidden">
              {group.label}
            </Autocomplete.GroupLabel>
            {group.items.map((entry) => (
              <Autocomplete.Item
                key={entry.id}
                value={entry}
                onClick={() => onRun(entry)}
                className="flex min-h-10 items-center gap-3 rounded-control px-3 text-body outline-none pointer-coarse:min-h-11 data-[highlighted]:bg-accent-tint"
              >
                <Line entry={entry} />
              </Autocomplete.Item>
            ))}
          </Autocomplete.Group>
        ))}
      </Autocomplete.List>
    </div>
  );
}

function Line({ entry }: { entry: Entry }) {
  switch (entry.kind) {
    case "ticket":
      return (
        <>
          <NumberBadge number={entry.ticket.ticket_number} />
          <span className="min-w-0 flex-1 truncate">{entry.ticket.title}</span>
          <StatusBadge status={entry.ticket.status} />
        </>
      );
    case "number":
      return (
        <>
          <CornerDownRight aria-hidden="true" size={16} className="text-muted" />
          {entry.label}
        </>
      );
    case "command":
      return (
        <>
          <span className="min-w-0 flex-1 truncate">{entry.label}</span>
          {entry.command.key && (
            <span className="pointer-coarse:hidden">
              <Keys keys={entry.command.key} />
            </span>
          )}
        </>
      );
  }
}
