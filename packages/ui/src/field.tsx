import TriangleAlert from "lucide-react/icons/triangle-alert";
import { type ReactNode, useId } from "react";

import { cx } from "./cx.ts";

export type FieldText = {
  label: string;
  description?: ReactNode;
  /** Names the rule that was broken, not that something is wrong. */
  error?: ReactNode;
  isOptional?: boolean | undefined;
  /** Keeps the label for those who listen, where the surroundings already say it. */
  hideLabel?: boolean | undefined;
};

export type ControlIds = { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined };

export const controlClass =
  "block w-full min-h-11 rounded-control border border-control-line bg-surface px-3 text-body text-ink transition-colors hover:border-ink-3 focus-visible:border-accent disabled:cursor-not-allowed disabled:border-line disabled:bg-sunken disabled:text-ink-3 [&:is(input,textarea):read-only]:bg-sunken aria-invalid:border-absent aria-invalid:shadow-[inset_3px_0_0_var(--absent)]";

type FieldProps = FieldText & { className?: string | undefined; children: (ids: ControlIds) => ReactNode };

/** Label above, help and error below, joined to the control for assistive technology. */
export const Field = (props: FieldProps) => {
  const { label, description, error, isOptional, hideLabel, className, children } = props;
  const id = useId();
  const helpId = description ? `${id}-help` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = cx(errorId, helpId) || undefined;
  return (
    <div className={cx("flex flex-col gap-1", className)}>
      <label className={hideLabel ? "sr-only" : "text-ui text-ink"} htmlFor={id}>
        {label}
        {isOptional && <span className="text-ink-3 ml-1">(optional)</span>}
      </label>
      {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {description && (
        <p className="text-meta text-ink-2" id={helpId}>
          {description}
        </p>
      )}
      {error && (
        <p className="text-meta text-absent flex items-start gap-1.5" id={errorId}>
          <TriangleAlert aria-hidden="true" className="mt-0.5 shrink-0" size={14} />
          <span>{error}</span>
        </p>
      )}
    </div>
  );
};
