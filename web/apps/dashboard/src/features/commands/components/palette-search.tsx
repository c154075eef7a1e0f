import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { IconButton } from "@tkt/ui/button";
import { Search, X } from "lucide-react";
import { type RefObject, useState } from "react";
import { openKeysHelp, useAllCommands } from "../../../lib/commands";
import { useWorkspace } from "../../../lib/workspace";
import { texts } from "../../../texts/texts";
import { useFoundTickets } from "../api/find-tickets";
import { type Entry, entryGroups } from "../lib/entries";
import { typedNumber } from "../lib/typed-number";
import { PaletteFooter } from "./palette-footer";
import { PaletteList } from "./palette-list";

const WORDS = texts.commands;

type Props = {
  input: RefObject<HTMLInputElement | null>;
  initialText: string;
  onChoose: (run: () => void) => void;
};

export function PaletteSearch({ input, initialText, onChoose }: Props) {
  const [typed, setTyped] = useState(initialText);
  const commands = useAllCommands();
  const navigate = useNavigate();
  const { data: workspace } = useWorkspace();
  const { contains } = Autocomplete.useFilter({ sensitivity: "base" });
  const { tickets, isSearching, hasFailed } = useFoundTickets(typed, contains);
  const number = workspace && typedNumber(typed, workspace);
  const groups = entryGroups(typed, { number, tickets, commands }, contains);

  function run(entry: Entry) {
    if (entry.kind === "command") onChoose(entry.command.run);
    else {
      const number = entry.kind === "ticket" ? entry.ticket.ticket_number : entry.number;
      onChoose(() => navigate({ to: "/tickets/$number", params: { number }, search: true }));
    }
  }

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
      <div className="flex items-center gap-2 border-line border-b pr-1 pl-4">
        <Search aria-hidden="true" size={18} className="shrink-0 text-muted" />
        <Autocomplete.Input
          ref={input}
          aria-label={WORDS.input}
          placeholder={WORDS.placeholder}
          className="h-12 min-w-0 flex-1 bg-transparent text-reading outline-none placeholder:text-muted"
        />
        <Dialog.Close render={<IconButton label={WORDS.close} />}>
          <X aria-hidden="true" size={18} />
        </Dialog.Close>
      </div>
      <PaletteList groups={groups} isSearching={isSearching} onRun={run} />
      <Autocomplete.Status className="sr-only">
        {WORDS.count(groups.reduce((sum, group) => sum + group.items.length, 0))}
      </Autocomplete.Status>
      <PaletteFooter
        note={hasFailed ? WORDS.notSearched : isSearching ? WORDS.searching : undefined}
        onKeys={() => onChoose(openKeysHelp)}
      />
    </Autocomplete.Root>
  );
}
