import { memo, useId } from "react";

import { cx } from "./cx.ts";
import { ariaKeys } from "./keys.ts";
import { type MarkKind, markStyles } from "./mark-style.ts";
import { QueuedBadge } from "./mark.tsx";

export type MarkOption<Value extends string> = {
  value: Value;
  label: string;
  letter: string;
  /** The key that the list listens for; the picker only names it. */
  shortcut?: string;
  look?: MarkKind;
};

export type MarkPickerProps<Value extends string> = {
  /** "Mark for Amina Diallo" */
  legend: string;
  options: readonly MarkOption<Value>[];
  value: Value | null;
  /** Handed back to `onChange`, so that one stable function serves every row. */
  rowId?: string;
  onChange: (value: Value, rowId: string) => void;
  suggested?: Value | null;
  isQueued?: boolean;
  /** Present means disabled; says why. */
  disabledReason?: string;
  /** 32 px with a mouse; touch keeps 48. */
  dense?: boolean;
};

const box =
  "relative flex size-12 items-center justify-center rounded-control border-[1.5px] border-line bg-surface text-mark hover:bg-hover has-checked:hover:brightness-95 [print-color-adjust:exact] has-focus-visible:z-10 has-focus-visible:shadow-[0_0_0_2px_var(--bg)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:not-has-checked:text-ink-3 has-disabled:not-has-checked:hover:bg-surface forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:has-checked:forced-color-adjust-none";
const suggestedBox = "not-has-checked:border-dashed not-has-checked:border-current";

const Picker = <Value extends string>(props: MarkPickerProps<Value>) => {
  const { legend, options, value, rowId = "", onChange, suggested = null, isQueued, disabledReason, dense } = props;
  const id = useId();
  const isDisabled = disabledReason !== undefined;
  return (
    <fieldset
      aria-describedby={isDisabled ? `${id}-why` : undefined}
      className="relative min-w-0"
      disabled={isDisabled}
    >
      <legend className="sr-only">{legend}</legend>
      <div className="flex gap-1">
        {options.map((option) => {
          const isSuggested = suggested === option.value && value === null;
          const style = option.look && markStyles[option.look];
          return (
            <label
              className={cx(
                box,
                dense ? "pointer-fine:size-8 pointer-fine:text-body pointer-fine:font-bold" : "pointer-fine:size-11",
                style?.chosen ?? "has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent-ink",
                isSuggested ? cx(suggestedBox, style?.ink) : "text-ink-2",
              )}
              key={option.value}
            >
              <input
                aria-keyshortcuts={ariaKeys(option.shortcut)}
                aria-label={isSuggested ? `${option.label}, suggested` : option.label}
                checked={value === option.value}
                className="absolute inset-0 m-0 size-full cursor-[inherit] appearance-none opacity-0"
                name={id}
                type="radio"
                value={option.value}
                onChange={() => onChange(option.value, rowId)}
              />
              <span aria-hidden="true">
                {option.letter}
                {isSuggested && "?"}
              </span>
              {isQueued && value === option.value && <QueuedBadge />}
            </label>
          );
        })}
      </div>
      {isDisabled && (
        <p className="text-meta text-ink-2 mt-1" id={`${id}-why`}>
          {disabledReason}
        </p>
      )}
    </fieldset>
  );
};

/** Native radios: thirty rows mount in a fifth of the time that a scripted group takes. */
export const MarkPicker = memo(Picker) as typeof Picker;
