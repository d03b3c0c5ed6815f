import type { ComponentProps } from "react";

import { cx } from "./cx.ts";
import { controlClass, Field, type FieldText } from "./field.tsx";

type Shared = FieldText & {
  value?: string;
  onChange?: (value: string) => void;
  className?: string;
};

export type TextFieldProps = Shared & Omit<ComponentProps<"input">, keyof Shared | "id" | "size">;

export const TextField = (props: TextFieldProps) => {
  const { label, description, error, isOptional, hideLabel, className, onChange, ...rest } = props;
  return (
    <Field {...{ label, description, error, isOptional, hideLabel, className }}>
      {(ids) => (
        <input
          type="text"
          {...rest}
          {...ids}
          className={controlClass}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
      )}
    </Field>
  );
};

export type TextAreaProps = Shared & Omit<ComponentProps<"textarea">, keyof Shared | "id">;

/** Grows with its text where the browser can, and can always be dragged taller. */
export const TextArea = (props: TextAreaProps) => {
  const { label, description, error, isOptional, hideLabel, className, onChange, rows = 3, ...rest } = props;
  return (
    <Field {...{ label, description, error, isOptional, hideLabel, className }}>
      {(ids) => (
        <textarea
          {...rest}
          {...ids}
          className={cx(controlClass, "field-sizing-content resize-y py-2")}
          rows={rows}
          style={{ minHeight: `calc(${rows} * var(--t-body-line) + 1.125rem)` }}
          onChange={(event) => onChange?.(event.currentTarget.value)}
        />
      )}
    </Field>
  );
};
