import { cx } from "./cx.ts";
import { controlClass, Field, type FieldText } from "./field.tsx";

export type CodeFieldProps = FieldText & {
  value: string;
  onChange: (value: string) => void;
  /** Called once when the last digit is in. */
  onComplete?: (value: string) => void;
  length?: number;
  isDisabled?: boolean;
  className?: string;
};

/** One field, not six: paste, autofill and screen readers work as they should. */
export const CodeField = (props: CodeFieldProps) => {
  const { value, onChange, onComplete, length = 6, isDisabled = false, className, ...text } = props;
  const take = (typed: string): void => {
    const digits = typed.normalize("NFKC").replaceAll(/\D/g, "").slice(0, length);
    onChange(digits);
    if (digits.length === length && digits !== value) onComplete?.(digits);
  };
  return (
    <Field {...text} className={className}>
      {(ids) => (
        <input
          {...ids}
          autoComplete="one-time-code"
          className={cx(controlClass, "max-w-56 font-mono tracking-[0.4em]")}
          disabled={isDisabled}
          inputMode="numeric"
          pattern={`[0-9]{${length}}`}
          type="text"
          value={value}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
    </Field>
  );
};
