import ChevronDown from "lucide-react/icons/chevron-down";
import type { ComponentProps } from "react";

import { cx } from "./cx.ts";
import { controlClass, Field, type FieldText } from "./field.tsx";

export type SelectOption<Value extends string> = { value: Value; label: string; disabled?: boolean };

export type SelectProps<Value extends string> = FieldText & {
  options: readonly SelectOption<Value>[];
  value: Value | "";
  onChange: (value: Value) => void;
  /** Shown while nothing is chosen. */
  placeholder?: string;
  className?: string;
} & Omit<ComponentProps<"select">, "value" | "onChange" | "id" | "className" | "children">;

/** The device's own list: the right one on every phone, for no bytes. */
export const Select = <Value extends string>(props: SelectProps<Value>) => {
  const { label, description, error, isOptional, hideLabel, className, ...mine } = props;
  const { options, value, onChange, placeholder, ...rest } = mine;
  return (
    <Field {...{ label, description, error, isOptional, hideLabel, className }}>
      {(ids) => (
        <span className="relative block">
          <select
            {...rest}
            {...ids}
            className={cx(controlClass, "appearance-none pr-9")}
            value={value}
            onChange={(event) => {
              const chosen = options.find((option) => option.value === event.currentTarget.value);
              if (chosen) onChange(chosen.value);
            }}
          >
            {placeholder !== undefined && (
              <option disabled value="">
                {placeholder}
              </option>
            )}
            {options.map((option) => (
              <option disabled={option.disabled} key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden="true"
            className="text-ink-3 pointer-events-none absolute inset-y-0 right-3 my-auto"
            size={16}
          />
        </span>
      )}
    </Field>
  );
};
