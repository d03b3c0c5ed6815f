import TriangleAlert from "lucide-react/icons/triangle-alert";
import type { RefObject } from "react";

import type { FieldErrors, FieldName } from "../recorder/check.ts";
import { focusField } from "../recorder/focus.ts";

export type ErrorSummaryProps = {
  errors: FieldErrors;
  fields: readonly FieldName[];
  root: RefObject<HTMLElement | null>;
};

/** What keeps a meeting from being recorded, each with the way to it. */
export const ErrorSummary = ({ errors, fields, root }: ErrorSummaryProps) => {
  const found = fields.flatMap((field) => {
    const error = errors[field];
    return error === undefined ? [] : [{ field, error }];
  });
  if (found.length === 0) return null;
  return (
    <div className="rounded-control bg-absent-soft text-ui flex items-start gap-2 px-3 py-2.5" role="alert">
      <TriangleAlert aria-hidden="true" className="text-absent mt-0.5 shrink-0" size={16} />
      <div className="min-w-0">
        <p className="font-semibold">
          {found.length === 1 ? "One thing to put right." : `${found.length} things to put right.`}
        </p>
        <ul className="mt-1" role="list">
          {found.map(({ field, error }) => (
            <li key={field}>
              <button
                className="inline-flex min-h-6 items-center text-start underline underline-offset-2 pointer-coarse:min-h-11"
                type="button"
                onClick={() => focusField(root.current, field)}
              >
                {error}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
};
