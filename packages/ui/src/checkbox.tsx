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
      <label
        className={cx(
          "inline-flex min-h-11 items-center gap-2.5 align-middle pointer-fine:min-h-8",
          hideLabel && "min-w-11 justify-center pointer-fine:min-w-8",
          isDisabled && "text-ink-3",
        )}
      >
        <span className="relative flex size-6 shrink-0 items-center justify-center">
          <input
            ref={(input) => {
              if (input) input.indeterminate = isIndeterminate;
            }}
            aria-describedby={note ? noteId : undefined}
            aria-invalid={error ? true : undefined}
            checked={isSelected}
            className="peer rounded-control before:border-control-line before:bg-surface checked:before:border-accent checked:before:bg-accent indeterminate:before:border-accent indeterminate:before:bg-accent disabled:before:border-line disabled:before:bg-sunken aria-invalid:before:border-absent absolute inset-0 m-0 size-6 cursor-[inherit] appearance-none before:absolute before:inset-0.5 before:rounded-[4px] before:border forced-colors:appearance-auto forced-colors:before:hidden"
            disabled={isDisabled}
            name={name}
            type="checkbox"
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <Check
            aria-hidden="true"
            className="text-on-solid peer-disabled:text-ink-3 pointer-events-none relative hidden peer-checked:block peer-indeterminate:hidden forced-colors:!hidden"
            size={14}
            strokeWidth={3}
          />
          <Minus
            aria-hidden="true"
            className="text-on-solid peer-disabled:text-ink-3 pointer-events-none relative hidden peer-indeterminate:block forced-colors:!hidden"
            size={14}
            strokeWidth={3}
          />
        </span>
        <span className={hideLabel ? "sr-only" : "text-body"}>{children}</span>
      </label>
      {note && (
        <p className={cx("ms-8.5 pb-1.5 text-meta", error ? "text-absent" : "text-ink-2")} id={noteId}>
          {note}
        </p>
      )}
    </div>
  );
};
