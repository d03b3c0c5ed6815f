import Eye from "lucide-react/icons/eye";
import EyeOff from "lucide-react/icons/eye-off";
import { type ComponentProps, useState } from "react";

import { cx } from "./cx.ts";
import { controlClass, Field, type FieldText } from "./field.tsx";

export type PasswordFieldProps = FieldText & {
  value: string;
  onChange: (value: string) => void;
  autoComplete: "current-password" | "new-password";
  className?: string;
} & Omit<ComponentProps<"input">, "value" | "onChange" | "type" | "id" | "autoComplete" | "className">;

export const PasswordField = (props: PasswordFieldProps) => {
  const { label, description, error, isOptional, hideLabel, className, onChange, ...rest } = props;
  const [isShown, setShown] = useState(false);
  return (
    <Field {...{ label, description, error, isOptional, hideLabel, className }}>
      {(ids) => (
        <span className="relative block">
          <input
            autoCapitalize="none"
            spellCheck={false}
            {...rest}
            {...ids}
            className={cx(controlClass, "pr-12")}
            type={isShown ? "text" : "password"}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <button
            aria-controls={ids.id}
            aria-label={isShown ? "Hide password" : "Show password"}
            className="rounded-control text-ink-2 hover:text-ink absolute inset-y-0 right-0 flex w-11 items-center justify-center"
            type="button"
            onClick={() => setShown(!isShown)}
          >
            {isShown ? <EyeOff aria-hidden="true" size={18} /> : <Eye aria-hidden="true" size={18} />}
          </button>
        </span>
      )}
    </Field>
  );
};
