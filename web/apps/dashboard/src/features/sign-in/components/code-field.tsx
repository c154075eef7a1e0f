import { OTPField } from "@base-ui/react/otp-field";
import type { RefObject } from "react";
import { signInTexts as texts } from "../../../texts/sign-in-texts";

const DIGITS = [1, 2, 3, 4, 5, 6];

type Props = {
  id: string;
  first: RefObject<HTMLInputElement | null>;
  value: string;
  error: string | undefined;
  isChecking: boolean;
  /** No code is taken any more. */
  isClosed: boolean;
  onChange: (value: string) => void;
  onComplete: (code: string) => void;
};

/** Six places for six digits; a code that is pasted fills them all, whatever spaces it has. */
export function CodeField({ id, first, value, error, isChecking, isClosed, onChange, onComplete }: Props) {
  const hint = `${id}-hint`;
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-meta font-medium">
        {texts.code}
      </label>
      <OTPField.Root
        id={id}
        length={DIGITS.length}
        value={value}
        onValueChange={onChange}
        onValueComplete={onComplete}
        readOnly={isChecking}
        disabled={isClosed}
        className="flex gap-1.5 sm:gap-2"
      >
        {DIGITS.map((digit) => (
          <OTPField.Input
            key={digit}
            ref={digit === 1 ? first : undefined}
            autoFocus={digit === 1}
            aria-label={digit === 1 ? undefined : texts.digit(digit)}
            aria-describedby={hint}
            aria-invalid={error ? true : undefined}
            className="h-12 w-0 min-w-0 flex-1 rounded-control border border-edge bg-surface text-center font-mono text-title text-text caret-accent hover:border-muted read-only:opacity-70 disabled:bg-sunken aria-invalid:border-danger"
          />
        ))}
      </OTPField.Root>
      <p id={hint} className={error ? "text-meta font-medium text-danger" : "text-meta text-muted"}>
        {error ?? texts.codeHint}
      </p>
      <p role="alert" className="sr-only">
        {error}
      </p>
      <p role="status" className="sr-only">
        {isChecking ? texts.checking : ""}
      </p>
    </div>
  );
}
