import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import { type ReactNode, useId } from "react";

import { cx } from "./cx.ts";

export type CheckboxProps = {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  description?: ReactNode;
  error?: ReactNode;
  /** Keeps the words for those who listen, as in a table's first column. */
  hideLabel?: boolean;
  name?: string;
  className?: string;
};

export const Checkbox = (props: CheckboxProps) => {
  const { children, isSelected, onChange, isIndeterminate = false, isDisabled = false, name } = props;
  const { description, error, hideLabel = false, className } = props;
  const noteId = useId();
  const note = error ?? description;
  return (
    <div className={className}>
      <label className={cx("inline-flex min-h-11 items-center gap-2.5 pointer-fine:min-h-8", isDisabled && "text-ink-3")}>
        <span className="relative flex size-6 shrink-0 items-center justify-center">
          <input
            ref={(input) => {
              if (input) input.indeterminate = isIndeterminate;
            }}
            aria-describedby={note ? noteId : undefined}
            aria-invalid={error ? true : undefined}
            checked={isSelected}
            className="peer absolute inset-0.5 m-0 size-5 cursor-[inherit] appearance-none rounded-[4px] border border-control-line bg-surface checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:border-line disabled:bg-sunken aria-invalid:border-absent forced-colors:appearance-auto"
            disabled={isDisabled}
            name={name}
            type="checkbox"
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <Check
            aria-hidden="true"
            className="pointer-events-none relative hidden text-on-solid peer-checked:block peer-indeterminate:hidden peer-disabled:text-ink-3 forced-colors:!hidden"
            size={14}
            strokeWidth={3}
          />
          <Minus
            aria-hidden="true"
            className="pointer-events-none relative hidden text-on-solid peer-indeterminate:block peer-disabled:text-ink-3 forced-colors:!hidden"
            size={14}
            strokeWidth={3}
          />
        </span>
        <span className={hideLabel ? "sr-only" : "text-body"}>{children}</span>
      </label>
      {note && (
        <p className={cx("ml-8.5 text-meta", error ? "text-absent" : "text-ink-2")} id={noteId}>
          {note}
        </p>
      )}
    </div>
  );
};
