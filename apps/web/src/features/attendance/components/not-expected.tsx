import { Button } from "@handrail/ui/button";

import type { ViewRow } from "../roster/overlay.ts";
import { grade } from "../roster/words.ts";

export interface NotExpectedProps {
  readonly rows: readonly ViewRow[];
  readonly mayMark: boolean;
  readonly labelOf: (studentId: string) => string;
  readonly onExpect: (studentId: string) => void;
}

export const NotExpected = ({ rows, mayMark, labelOf, onExpect }: NotExpectedProps) => {
  if (rows.length === 0) return null;
  return (
    <section aria-label="Not expected today" className="print:hidden">
      <h2 className="text-ui text-ink-2 mb-1 font-medium">Not expected today ({rows.length})</h2>
      <ul className="rounded-card border-line border border-dashed" role="list">
        {rows.map((row) => (
          <li
            className="border-line flex min-h-12 items-center gap-3 border-b border-dashed px-3 last:border-b-0"
            key={row.studentId}
          >
            <span className="text-body text-ink-2 min-w-0 flex-1 truncate">{labelOf(row.studentId)}</span>
            <span className="text-meta text-ink-2">{grade(row.gradeLevel)}</span>
            {mayMark && (
              <Button
                aria-label={`Expect ${labelOf(row.studentId)} today`}
                size="sm"
                onPress={() => onExpect(row.studentId)}
              >
                Expect
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
};
