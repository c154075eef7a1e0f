import { PriorityBadge, StatusBadge } from "@tkt/ui/badge";
import { Button } from "@tkt/ui/button";
import { categoryName } from "@tkt/ui/category";
import { Field, Input } from "@tkt/ui/field";
import { Check } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { type Option, Select } from "../../../components/select";
import { useWorkspace } from "../../../lib/workspace";
import { texts } from "../../../texts/texts";
import { ORDERS, PRESETS, PRIORITIES, SORTS, STATUSES } from "../lib/views";
import {
  filtersOf,
  hasPriorityOrder,
  isAddress,
  NO_FILTERS,
  pick,
  sortOf,
  split,
  type TicketSearch,
  viewOf,
} from "../search";
import type { FilterChange } from "./filter-button";

type Props = { search: TicketSearch; onFilter: FilterChange; onDone: () => void };

/** Every way to narrow and to sort the list. Each choice counts at once. */
export function FilterForm({ search, onFilter, onDone }: Props) {
  const filters = texts.ticketList.filters;
  const preset = PRESETS[viewOf(search)];
  const categories = useWorkspace().data?.categories ?? split(search.category);
  const choose = (name: "status" | "priority" | "category", chosen: readonly string[]) =>
    onFilter({ [name]: chosen.join(",") || undefined });
  return (
    <div className="grid gap-4">
      <Choices
        legend={filters.status}
        known={STATUSES}
        chosen={search.status ? pick(search.status, STATUSES) : (preset.status ?? [])}
        show={(status) => <StatusBadge status={status} />}
        onChoose={(chosen) => choose("status", chosen)}
      />
      <Choices
        legend={filters.priority}
        known={PRIORITIES}
        chosen={search.priority ? pick(search.priority, PRIORITIES) : (preset.priority ?? [])}
        show={(priority) => <PriorityBadge priority={priority} />}
        onChoose={(chosen) => choose("priority", chosen)}
      />
      <Choices
        legend={filters.category}
        known={categories}
        chosen={split(search.category)}
        show={categoryName}
        onChoose={(chosen) => choose("category", chosen)}
      />
      <AssigneeChoice search={search} onFilter={onFilter} />
      <Customer key={search.customer} search={search} onFilter={onFilter} />
      <SortChoice search={search} onFilter={onFilter} />
      <div className="flex justify-between gap-2 border-line border-t pt-4">
        <Button look="quiet" disabled={filtersOf(search) === 0} onClick={() => onFilter(NO_FILTERS)}>
          {filters.clear}
        </Button>
        <Button look="primary" onClick={onDone}>
          {filters.done}
        </Button>
      </div>
    </div>
  );
}

type ChoicesProps<T> = {
  legend: string;
  known: readonly T[];
  chosen: readonly T[];
  show: (value: T) => ReactNode;
  onChoose: (chosen: T[]) => void;
};

function Choices<T extends string>({ legend, known, chosen, show, onChoose }: ChoicesProps<T>) {
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-meta font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {known.map((value) => (
          <label
            key={value}
            className="inline-flex min-h-10 cursor-pointer items-center gap-2 rounded-control border border-line px-2.5 text-body hover:border-muted has-checked:border-accent has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2 pointer-coarse:min-h-11"
          >
            <input
              type="checkbox"
              className="peer sr-only"
              checked={chosen.includes(value)}
              onChange={(event) =>
                onChoose(known.filter((one) => (one === value ? event.target.checked : chosen.includes(one))))
              }
            />
            <span className="inline-flex size-4 items-center justify-center rounded-sm border border-muted text-on-accent peer-checked:border-accent peer-checked:bg-accent">
              <Check
                aria-hidden="true"
                size={12}
                strokeWidth={3}
                className={chosen.includes(value) ? "" : "hidden"}
              />
            </span>
            {show(value)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function AssigneeChoice({ search, onFilter }: Pick<Props, "search" | "onFilter">) {
  const filters = texts.ticketList.filters;
  const agents = useWorkspace().data?.agents ?? [];
  const value = search.assignee ?? PRESETS[viewOf(search)].assignee ?? null;
  const others = value === null || ["me", "none", ...agents].includes(value) ? agents : [value, ...agents];
  const options: Option<string | null>[] = [
    { value: null, label: filters.anyone },
    { value: "me", label: filters.me },
    { value: "none", label: filters.nobody },
    ...others.map((email) => ({ value: email, label: email })),
  ];
  return (
    <Labelled label={filters.assignee}>
      {(id) => (
        <Select
          id={id}
          value={value}
          options={options}
          onChange={(assignee) =>
            // "Anyone" leaves a view that is one person's.
            onFilter(assignee === null ? { assignee: undefined, ...leaveOwn(search) } : { assignee })
          }
        />
      )}
    </Labelled>
  );
}

/** The view of all active tickets in place of one that is somebody's. */
function leaveOwn(search: TicketSearch): { view?: undefined } {
  return PRESETS[viewOf(search)].assignee ? { view: undefined } : {};
}

function SortChoice({ search, onFilter }: Pick<Props, "search" | "onFilter">) {
  const sorts = SORTS.filter((sort) => sort !== "priority" || hasPriorityOrder(search));
  const options = sorts.flatMap((sort) =>
    ORDERS.map((order) => ({ value: `${sort} ${order}`, label: texts.ticketList.sorts[sort][order] })),
  );
  const { sort, order } = sortOf(search);
  return (
    <Labelled label={texts.ticketList.filters.sort}>
      {(id) => (
        <Select
          id={id}
          value={`${sort} ${order}`}
          options={options}
          onChange={(chosen) => {
            const [next, direction] = chosen.split(" ");
            onFilter({ sort: next, order: direction });
          }}
        />
      )}
    </Labelled>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}

function Customer({ search, onFilter }: Pick<Props, "search" | "onFilter">) {
  const filters = texts.ticketList.filters;
  const [email, setEmail] = useState(search.customer ?? "");
  const [isWrong, setWrong] = useState(false);
  function apply() {
    const next = email.trim();
    const isFine = next === "" || isAddress(next);
    setWrong(!isFine);
    if (isFine && next !== (search.customer ?? "")) onFilter({ customer: next || undefined });
  }
  return (
    <form
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        apply();
      }}
    >
      <Field
        label={filters.customer}
        hint={filters.customerHint}
        error={isWrong ? filters.customerWrong : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            onBlur={apply}
            className="text-body"
          />
        )}
      </Field>
    </form>
  );
}
