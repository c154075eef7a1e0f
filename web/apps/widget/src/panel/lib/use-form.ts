import { useState } from "preact/hooks";
import type { FieldTrouble } from "../../chat/types.ts";
import type { Texts } from "../../texts/panel.ts";
import type { Check } from "./checks.ts";

type Values<N extends string> = Readonly<Record<N, string>>;

/** What a control needs of its form. */
export type Fields<N extends string> = {
  readonly values: Values<N>;
  /** What is wrong with a field that the visitor has left, or tried to send. */
  error(name: N): string | undefined;
  change(name: N, value: string): void;
  /** The field was left: from now on it is checked as it is typed. */
  leave(name: N): void;
};

export type Form<N extends string> = Fields<N> & {
  /** Fills in what the visitor has not touched. */
  suggest(values: Partial<Values<N>>): void;
  /** What the server said of fields. */
  refuse(fields: readonly FieldTrouble[]): void;
  /** Whether it may be sent. Everything that is wrong is shown, and the first of it gets the focus. */
  isRight(element: HTMLFormElement | null): boolean;
};

/** A form whose fields are checked as they are typed, after they were first left. */
export function useForm<N extends string>(
  names: readonly N[],
  initial: Values<N>,
  checks: Readonly<Record<N, Check>>,
  texts: Texts,
): Form<N> {
  const [values, setValues] = useState(initial);
  const [touched, setTouched] = useState<Partial<Record<N, boolean>>>({});
  const [left, setLeft] = useState<Partial<Record<N, boolean>>>({});
  const [refused, setRefused] = useState<Partial<Record<N, string>>>({});

  const wrong = (name: N) => checks[name](values[name], texts);
  return {
    values,
    error: (name) => (left[name] ? (wrong(name) ?? refused[name]) : refused[name]),
    change(name, value) {
      setValues((before) => ({ ...before, [name]: value }));
      setTouched((before) => ({ ...before, [name]: true }));
      setRefused((before) => ({ ...before, [name]: undefined }));
    },
    leave(name) {
      // Nothing was typed yet: a form does not complain before one begins.
      if (values[name] !== "") setLeft((before) => ({ ...before, [name]: true }));
    },
    suggest(suggested) {
      setValues((before) => {
        const next: Record<N, string> = { ...before };
        for (const name of names) {
          const value = suggested[name];
          if (value && !touched[name]) next[name] = value;
        }
        return next;
      });
    },
    refuse(fields) {
      const next: Partial<Record<N, string>> = {};
      for (const name of names) {
        const detail = fields.find((field) => field.name === name)?.detail;
        if (detail !== undefined) next[name] = texts.form.refused(detail);
      }
      setRefused(next);
    },
    isRight(element) {
      const next: Partial<Record<N, boolean>> = {};
      for (const name of names) next[name] = true;
      setLeft(next);
      const first = names.find((name) => wrong(name) !== undefined);
      if (first !== undefined) element?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return first === undefined;
    },
  };
}
