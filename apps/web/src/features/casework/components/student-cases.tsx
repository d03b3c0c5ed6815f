import { buttonClass } from "@handrail/ui/button-class";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { Link } from "@tanstack/react-router";
import TriangleAlert from "lucide-react/icons/triangle-alert";

import { shortDay } from "../../../lib/time.ts";
import { useMe } from "../../../shell/me.ts";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { useStudentCases } from "../queries.ts";
import { causeLabel, count } from "../words.ts";
import { CaseStatusPill, UrgencyMeter } from "./case-facts.tsx";
import { RecordButton } from "./record-button.tsx";

const Listed = ({ studentId }: { studentId: string }) => {
  const query = useStudentCases(studentId);
  if (query.data === undefined)
    return query.error === null ? (
      <SkeletonRows label="The cases are loading" rows={2} />
    ) : (
      <ProblemState
        error={query.error}
        isRetrying={query.isFetching}
        what="The cases"
        onRetry={() => void query.refetch()}
      />
    );
  const { cases, meetings, isRecurring, withoutImprovement, displayCode, entries } = query.data;
  return (
    <>
      {isRecurring && (
        <p className="text-ui flex items-center gap-1.5">
          {withoutImprovement && <TriangleAlert aria-hidden="true" className="text-tardy shrink-0" size={14} />}
          {count(meetings, "meeting", "meetings")}
          {withoutImprovement && ", without improvement"}
        </p>
      )}
      {cases.length === 0 ? (
        <p className="text-ui text-ink-2">No cases. Cases start with a meeting.</p>
      ) : (
        <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
          {cases.map((one) => (
            <li className="border-line flex flex-col gap-1 border-b px-4 py-2.5 last:border-b-0" key={one.id}>
              <span className="flex flex-wrap items-center justify-between gap-2">
                <Link
                  className="inline-flex min-h-11 items-center font-semibold underline underline-offset-2 pointer-fine:min-h-6"
                  params={{ caseId: one.id }}
                  to="/cases/$caseId"
                >
                  {causeLabel(one.rootCause)}
                </Link>
                <CaseStatusPill status={one.status} />
              </span>
              <span className="text-meta text-ink-2 flex flex-wrap items-center gap-x-3">
                <UrgencyMeter urgency={one.urgency} />
                {count(entries.filter(({ caseId }) => caseId === one.id).length, "entry", "entries")} · last contact{" "}
                {shortDay(one.lastContactOn)}
              </span>
            </li>
          ))}
        </ul>
      )}
      <span className="flex flex-wrap gap-2 print:hidden">
        <RecordButton displayCode={displayCode} size="sm" studentId={studentId} />
        {cases.length > 0 && (
          <Link className={buttonClass({ size: "sm", variant: "quiet" })} search={{ student: studentId }} to="/cases">
            All in the list
          </Link>
        )}
      </span>
    </>
  );
};

/** Every case of a student that the reader may see, and the way to the next meeting. */
export const StudentCases = ({ studentId }: { studentId: string }) =>
  useMe().tools.includes("cases") ? (
    <section aria-label="Cases" className="flex flex-col gap-2">
      <h2 className="text-head">Cases</h2>
      <Listed studentId={studentId} />
    </section>
  ) : null;
