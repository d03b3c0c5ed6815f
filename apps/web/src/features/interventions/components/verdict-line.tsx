import type { EnrollmentRow } from "@handrail/domain/interventions/enrollment-schema";

import { VerdictPill } from "../../progress/components/verdict-pill.tsx";

/** What the points of a student say: a word with a shape, and the sentence behind it. */
export const VerdictLine = ({ verdict }: Pick<EnrollmentRow, "verdict">) =>
  verdict === null ? (
    <span className="text-ink-2">not yet</span>
  ) : (
    <span className="flex max-w-80 flex-col items-start gap-0.5 py-1">
      <VerdictPill verdict={verdict} />
      <span className="text-meta text-ink-2">{verdict.sentence}</span>
    </span>
  );
