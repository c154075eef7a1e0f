import { Button, IconButton } from "@tkt/ui/button";
import { Input } from "@tkt/ui/field";
import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import {
  type FocusEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { settingsTexts } from "../../../texts/settings-texts";
import { bounds } from "../lib/schema";
import type { ListName, SettingsValues } from "../lib/values";

const words = settingsTexts.list;

const LEGENDS = { heading: "mb-1 font-semibold text-reading", unseen: "sr-only" };

type Props = {
  name: ListName;
  label: string;
  /** Whether its label is the heading of a part of the page, or is said by the page already. */
  labelLook?: "heading" | "unseen";
  /** What one entry is called, such as "Category". */
  entry: string;
  newEntry: string;
  hint: string;
  empty: string;
  /** Whether the order means something, and can be changed. */
  ordered?: boolean;
  placeholder?: string;
  mono?: boolean;
};

/** A list of short texts, each changed in its place; Enter in the last line adds one. */
export function ListEditor({
  name,
  label,
  labelLook,
  entry,
  newEntry,
  hint,
  empty,
  ordered = false,
  ...input
}: Props) {
  const id = useId();
  const { fields, append, remove, move } = useFieldArray<SettingsValues, ListName>({ name });
  const { values, error } = useList(name);
  const [said, setSaid] = useState("");
  const rows = useRef<HTMLUListElement>(null);
  const adding = useRef<HTMLInputElement>(null);
  const [wanted, setWanted] = useState<Wanted>();
  useEffect(() => {
    if (wanted) focusRow(rows.current, wanted);
  }, [wanted]);

  const called = (index: number) => values[index]?.trim() || words.unnamed;
  function moveTo(from: number, to: number) {
    if (to < 0 || to >= fields.length) return;
    move(from, to);
    setSaid(words.moved(called(from), to + 1, fields.length));
    setWanted({ row: to, what: to < from ? "up" : "down" });
  }
  function drop(index: number) {
    setSaid(words.removed(called(index)));
    remove(index);
    if (fields.length === 1) adding.current?.focus();
    else setWanted({ row: Math.min(index, fields.length - 2), what: "remove" });
  }
  return (
    <fieldset className="grid grid-cols-1 gap-2" aria-describedby={`${id}-hint`}>
      <legend className={labelLook ? LEGENDS[labelLook] : "mb-1 font-medium text-meta"}>{label}</legend>
      <p id={`${id}-hint`} className="text-meta text-muted">
        {hint}
      </p>
      {fields.length === 0 && (
        <p className="rounded-control border border-line border-dashed px-3 py-4 text-center text-body text-muted">
          {empty}
        </p>
      )}
      <ul ref={rows} className="grid grid-cols-1 gap-2 empty:hidden">
        {fields.map((field, index) => (
          <Row
            key={field.id}
            {...{ name, index, entry, ordered, ...input }}
            last={fields.length - 1}
            called={called(index)}
            onMove={(to) => moveTo(index, to)}
            onRemove={() => drop(index)}
          />
        ))}
      </ul>
      <NewEntry
        field={adding}
        label={newEntry}
        count={fields.length}
        most={bounds[name].max}
        {...input}
        onAdd={(value) => {
          append({ value }, { shouldFocus: false });
          setSaid(words.added(value));
        }}
      />
      {error && (
        <p role="alert" className="font-medium text-danger text-meta">
          {error}
        </p>
      )}
      <p role="status" className="sr-only">
        {said}
      </p>
    </fieldset>
  );
}

type RowProps = Pick<Props, "name" | "entry" | "ordered" | "placeholder" | "mono"> & {
  index: number;
  last: number;
  called: string;
  onMove: (to: number) => void;
  onRemove: () => void;
};

function Row({ name, index, last, entry, called, ordered, placeholder, mono, onMove, onRemove }: RowProps) {
  const id = useId();
  const { register, formState } = useFormContext<SettingsValues>();
  const error = formState.errors[name]?.[index]?.value?.message;
  return (
    <li className="grid grid-cols-1 gap-1" data-row={index}>
      <div className="flex items-center gap-1">
        <Input
          {...register(`${name}.${index}.value`)}
          aria-label={words.entry(entry, index + 1)}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? id : undefined}
          placeholder={placeholder}
          autoComplete="off"
          className={`min-w-0 flex-1 ${mono ? "font-mono" : ""}`}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
        {ordered && (
          <>
            <MoveButton to="up" name={called} stuck={index === 0} onMove={() => onMove(index - 1)} />
            <MoveButton to="down" name={called} stuck={index === last} onMove={() => onMove(index + 1)} />
          </>
        )}
        <IconButton label={words.remove(called)} data-act="remove" onClick={onRemove}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      </div>
      {error && (
        <p id={id} role="alert" className="font-medium text-danger text-meta">
          {error}
        </p>
      )}
    </li>
  );
}

type MoveProps = { to: "up" | "down"; name: string; stuck: boolean; onMove: () => void };

/** At the end of the way it stays where it is and keeps the focus. */
function MoveButton({ to, name, stuck, onMove }: MoveProps) {
  const Icon = to === "up" ? ArrowUp : ArrowDown;
  return (
    <IconButton
      label={words[to](name)}
      data-act={to}
      aria-disabled={stuck || undefined}
      onClick={onMove}
      className="aria-disabled:cursor-default aria-disabled:opacity-35"
    >
      <Icon aria-hidden="true" size={18} />
    </IconButton>
  );
}

type NewProps = Pick<Props, "placeholder" | "mono"> & {
  field: RefObject<HTMLInputElement | null>;
  label: string;
  count: number;
  most: number;
  onAdd: (value: string) => void;
};

function NewEntry({ field, label, count, most, placeholder, mono, onAdd }: NewProps) {
  const [text, setText] = useState("");
  const isFull = count >= most;
  const button = useRef<HTMLButtonElement>(null);
  function take() {
    const value = text.trim();
    if (value === "" || isFull) return;
    onAdd(value);
    setText("");
  }
  function add() {
    take();
    field.current?.focus();
  }
  /** Whoever goes on to Save without pressing Add means what they wrote. */
  function addOnLeaving(event: FocusEvent) {
    if (event.relatedTarget !== button.current) take();
  }
  function addOnEnter(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add();
  }
  return (
    <div className="grid grid-cols-1 gap-1">
      <div className="flex items-center gap-2">
        <Input
          ref={field}
          value={text}
          disabled={isFull}
          aria-label={label}
          placeholder={placeholder ?? label}
          autoComplete="off"
          className={`min-w-0 flex-1 ${mono ? "font-mono" : ""}`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={addOnEnter}
          onBlur={addOnLeaving}
        />
        <Button ref={button} onClick={add} disabled={isFull}>
          <Plus aria-hidden="true" size={16} />
          {words.add}
        </Button>
      </div>
      <p className="text-meta text-muted">{words.count(count, most)}</p>
    </div>
  );
}

function useList(name: ListName): { values: string[]; error: string | undefined } {
  const { formState, watch } = useFormContext<SettingsValues>();
  const errors = formState.errors[name];
  return { values: watch(name).map(({ value }) => value), error: errors?.root?.message ?? errors?.message };
}

type Wanted = { row: number; what: "up" | "down" | "remove" };

/** The focus follows the entry that was moved, and stays in the list when one is removed. */
function focusRow(list: HTMLUListElement | null, { row, what }: Wanted) {
  list?.querySelector<HTMLElement>(`[data-row="${row}"] [data-act="${what}"]`)?.focus();
}
