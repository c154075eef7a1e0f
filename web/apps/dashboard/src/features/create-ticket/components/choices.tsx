import { PriorityBadge } from "@tkt/ui/badge";
import { Field } from "@tkt/ui/field";
import { words } from "@tkt/ui/words";
import { Controller, useFormContext } from "react-hook-form";
import { type Option, Select } from "../../../components/select";
import { useMe } from "../../../lib/use-session";
import { useWorkspace } from "../../../lib/workspace";
import { createTicketTexts } from "../../../texts/create-ticket-texts";
import { texts } from "../../../texts/texts";
import { categoryOptions, PRIORITIES } from "../lib/options";
import type { Values } from "../lib/values";

const WORDS = createTicketTexts;

/** What is chosen, not typed: how urgent it is, what kind it is, and who works on it. */
export function Choices() {
  const { data: workspace } = useWorkspace();
  return (
    <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-3">
      <Choice
        name="priority"
        label={WORDS.fields.priority}
        options={PRIORITIES.map((value) => ({
          value,
          label: words.priority[value],
          look: <PriorityBadge priority={value} />,
        }))}
      />
      <Choice
        name="category"
        label={WORDS.fields.category}
        options={categoryOptions(workspace?.categories ?? [])}
      />
      <Assignee agents={workspace?.agents ?? []} />
    </div>
  );
}

function Assignee({ agents }: { agents: readonly string[] }) {
  const { email: me } = useMe();
  const { setValue, watch } = useFormContext<Values>();
  const others = agents.filter((agent) => agent !== me);
  const options: Option<string | null>[] = [
    { value: null, label: texts.common.unassigned },
    { value: me, label: WORDS.you(me) },
    ...others.map((agent) => ({ value: agent, label: agent })),
  ];
  return (
    <div className="grid justify-items-start">
      <div className="w-full">
        <Choice name="assignee" label={WORDS.fields.assignee} options={options} />
      </div>
      {watch("assignee") !== me && (
        <button
          type="button"
          onClick={() => setValue("assignee", me, { shouldDirty: true, shouldTouch: true })}
          className="min-h-8 rounded-control text-meta font-medium text-accent hover:underline pointer-coarse:min-h-11"
        >
          {WORDS.assignToMe}
        </button>
      )}
    </div>
  );
}

type ChoiceProps<T> = {
  name: "priority" | "category" | "assignee";
  label: string;
  options: readonly Option<T>[];
};

function Choice<T extends string | null>({ name, label, options }: ChoiceProps<T>) {
  const { control } = useFormContext<Values>();
  return (
    <Controller
      control={control}
      name={name}
      render={({ field: { value, onChange }, fieldState }) => (
        <Field label={label} error={fieldState.error?.message}>
          {(described) => (
            <Select<string | null>
              {...described}
              value={value}
              options={options}
              onChange={onChange}
              className="h-10 pointer-coarse:h-11"
            />
          )}
        </Field>
      )}
    />
  );
}
