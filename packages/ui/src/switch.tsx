import { type ReactNode, useId } from "react";

import { cx } from "./cx.ts";

export type SwitchProps = {
  children: ReactNode;
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  description?: ReactNode;
  className?: string;
};

/** For a setting that takes effect at once. Its words show the state beside the colour. */
export const Switch = (props: SwitchProps) => {
  const { children, isSelected, onChange, isDisabled = false, description, className } = props;
  const id = useId();
  return (
    <label
      className={cx("flex min-h-11 items-center justify-between gap-4 py-2", isDisabled && "text-ink-3", className)}
    >
      <span className="flex flex-col">
        <span className="text-body" id={`${id}-name`}>
          {children}
        </span>
        {description && (
          <span className="text-meta text-ink-2" id={`${id}-help`}>
            {description}
          </span>
        )}
      </span>
      <span className="flex shrink-0 items-center gap-2">
        <span aria-hidden="true" className="text-meta text-ink-2 w-6 text-right">
          {isSelected ? "On" : "Off"}
        </span>
        <input
          aria-checked={isSelected}
          aria-describedby={description ? `${id}-help` : undefined}
          aria-labelledby={`${id}-name`}
          checked={isSelected}
          className="rounded-chip border-control-line bg-sunken before:rounded-chip before:bg-ink-2 checked:border-accent checked:bg-accent checked:before:bg-on-solid disabled:border-line disabled:bg-sunken disabled:before:bg-line relative m-0 h-6 w-11 cursor-[inherit] appearance-none border transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-4 before:transition-transform checked:before:translate-x-5 forced-colors:appearance-auto forced-colors:before:hidden"
          disabled={isDisabled}
          role="switch"
          type="checkbox"
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      </span>
    </label>
  );
};
