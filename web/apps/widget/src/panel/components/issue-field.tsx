import { useStage } from "../lib/stage.ts";
import type { Fields } from "../lib/use-form.ts";
import { Field } from "./field.tsx";

type Props = { form: Fields<"issue">; disabled: boolean; said: string };

/** What the ticket is about; what the visitor said in the chat can be taken over. */
export function IssueField({ form, disabled, said }: Props) {
  const { texts } = useStage();
  const { issue } = form.values;
  const isThere = said === "" || issue.includes(said);
  return (
    <>
      <Field label={texts.form.issue} error={form.error("issue")}>
        {(control) => (
          <textarea
            {...control}
            name="issue"
            dir="auto"
            rows={3}
            required
            readOnly={disabled}
            placeholder={texts.raise.issueExample}
            value={issue}
            onInput={(event) => form.change("issue", event.currentTarget.value)}
            onBlur={() => form.leave("issue")}
          />
        )}
      </Field>
      {!isThere && !disabled && (
        <button
          type="button"
          class="text-button take-over"
          onClick={() => form.change("issue", issue.trim() === "" ? said : `${issue.trim()}\n\n${said}`)}
        >
          {texts.raise.takeOver}
        </button>
      )}
    </>
  );
}
