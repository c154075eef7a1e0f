import { Button } from "@tkt/ui/button";
import { Exact } from "@tkt/ui/when";
import { ListPlus } from "lucide-react";
import { useState } from "react";
import { useFormContext } from "react-hook-form";
import type { Said } from "../../../lib/create-ticket";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { keepFocus } from "../lib/keep-focus";
import { below, quoted, sayings, suggested } from "../lib/said";
import type { Values } from "../lib/values";

const WORDS = createTicketTexts.said;

/** What was said in the conversation, to be taken into the description: the visitor's last words are chosen. */
export function SaidList({ messages }: { messages: readonly Said[] }) {
  const { getValues, setValue, setFocus } = useFormContext<Values>();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(suggested(messages)));
  const [added, setAdded] = useState("");
  const lines = sayings(messages);
  if (lines.length === 0) return null;
  const taken = lines.filter(({ seq }) => chosen.has(seq));

  function toggle(seq: number) {
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(seq)) next.add(seq);
      return next;
    });
  }

  function add() {
    setValue("description", below(getValues("description"), quoted(taken)), {
      shouldDirty: true,
      shouldTouch: true,
      shouldValidate: true,
    });
    setAdded(WORDS.added(taken.length));
    setChosen(new Set());
    setFocus("description");
  }

  return (
    <fieldset className="min-w-0 rounded-control border border-line">
      <legend className="ms-2 px-1 text-meta text-muted">{WORDS.title}</legend>
      <ul ref={showEnd} className="max-h-52 overflow-y-auto overscroll-contain px-1">
        {lines.map((line) => (
          <Line key={line.seq} line={line} isChosen={chosen.has(line.seq)} onToggle={toggle} />
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-x-3 border-line border-t p-1.5">
        <Button
          look="quiet"
          className="px-2 text-accent!"
          disabled={taken.length === 0}
          onMouseDown={keepFocus}
          onClick={add}
        >
          <ListPlus aria-hidden="true" size={16} />
          {WORDS.add(taken.length)}
        </Button>
        <span role="status" className="text-meta text-muted">
          {added}
        </span>
      </div>
    </fieldset>
  );
}

type LineProps = { line: Said; isChosen: boolean; onToggle: (seq: number) => void };

function Line({ line: { seq, from, name, text, at }, isChosen, onToggle }: LineProps) {
  return (
    <li>
      <label
        onMouseDown={keepFocus}
        className="flex min-h-10 cursor-pointer items-start gap-2.5 rounded-control px-2 py-1.5 hover:bg-sunken has-checked:bg-accent-tint pointer-coarse:min-h-11"
      >
        <input
          type="checkbox"
          checked={isChosen}
          onChange={() => onToggle(seq)}
          className="mt-0.5 size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap justify-between gap-x-3 text-meta text-muted">
            <bdi className="min-w-0 truncate">{from === "visitor" ? name : WORDS.agent(name)}</bdi>
            <Exact at={at} />
          </span>
          <span dir="auto" className="line-clamp-3 whitespace-pre-wrap text-body">
            {text}
          </span>
        </span>
      </label>
    </li>
  );
}

/** The newest is the last, and the likeliest. */
function showEnd(list: HTMLUListElement | null) {
  if (list) list.scrollTop = list.scrollHeight;
}
