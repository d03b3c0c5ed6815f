import { cx } from "@handrail/ui/cx";
import { Kbd } from "@handrail/ui/kbd";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { type ReactNode, useId, useRef } from "react";

import { useKeysWithin } from "../recorder/focus.ts";

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  /** Chosen by it while the focus is in the group. */
  readonly keyName: string;
  readonly icon?: ReactNode;
}

export type ChoiceGroupProps<V extends string> = {
  label: string;
  name: string;
  choices: readonly Choice<V>[];
  value: V | undefined;
  error?: string | undefined;
  /** `byKey`: the hand is on its way to the next field. */
  onChoose: (value: V, byKey: boolean) => void;
  onBlur?: () => void;
};

/** Radios that a key each chooses. */
export const ChoiceGroup = <V extends string>(props: ChoiceGroupProps<V>) => {
  const { label, name, choices, value, error, onChoose, onBlur } = props;
  const id = useId();
  const group = useRef<HTMLDivElement>(null);
  useKeysWithin(group, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = choices.find(({ keyName }) => keyName === event.key.toLowerCase());
    if (found === undefined) return;
    event.preventDefault();
    onChoose(found.value, true);
  });
  return (
    <div
      aria-describedby={error === undefined ? undefined : `${id}-error`}
      aria-invalid={error === undefined ? undefined : true}
      aria-labelledby={id}
      data-field={name}
      className="flex min-w-0 flex-col gap-1"
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onBlur?.()}
      ref={group}
      role="radiogroup"
    >
      <span className="text-ui text-ink" id={id}>
        {label}
      </span>
      <div className="flex flex-wrap gap-1.5">
        {choices.map((choice) => (
          <label
            className={cx(
              "rounded-control text-ui inline-flex min-h-11 items-center gap-2 border px-3 transition-colors pointer-fine:min-h-9",
              "has-[:focus-visible]:outline-accent has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2",
              value === choice.value
                ? "border-accent bg-accent-soft text-accent-ink font-semibold"
                : "border-control-line bg-surface text-ink hover:bg-hover",
            )}
            key={choice.value}
          >
            <input
              aria-keyshortcuts={choice.keyName}
              checked={value === choice.value}
              className="sr-only"
              name={`${id}-choice`}
              type="radio"
              value={choice.value}
              onChange={() => onChoose(choice.value, false)}
            />
            {choice.icon}
            {choice.label}
            <span aria-hidden="true" className="pointer-coarse:hidden">
              <Kbd keys={choice.keyName} />
            </span>
          </label>
        ))}
      </div>
      {error !== undefined && (
        <p className="text-meta text-absent flex items-start gap-1.5" id={`${id}-error`}>
          <TriangleAlert aria-hidden="true" className="mt-0.5 shrink-0" size={14} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
};
