import type { StudentReport } from "@handrail/domain/students/report-schema";
import { Button } from "@handrail/ui/button";
import { Checkbox } from "@handrail/ui/checkbox";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";

import { client } from "../../../lib/api.ts";
import { longDay } from "../../../lib/time.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { ExportButton } from "../../../shell/export-button.tsx";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { LastKnown } from "../../../shell/last-known.tsx";
import { Page } from "../../../shell/page.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { ReportCases, ReportContacts } from "../components/report-cases.tsx";
import { ReportPart } from "../components/report-part.tsx";
import { StudentName, useStudentNames } from "../components/student-name.tsx";
import { useStudentReport } from "../queries.ts";
import { hiddenWords, reportDay } from "../report-words.ts";
import { statusWords } from "../words.ts";

const keys: KeyList = { title: "Report", rows: [{ keys: ["p"], does: "Print the report" }] };

const Meta = ({ report: { student, today, school, by } }: { report: StudentReport }) => {
  const names = useStudentNames(
    useMemo(() => [student.studentId], [student.studentId]),
    "student",
  );
  return (
    <span className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
      <Link
        className="font-semibold underline-offset-2 hover:underline"
        params={{ studentId: student.studentId }}
        to="/students/$studentId"
      >
        <StudentName code={student.displayCode} names={names} studentId={student.studentId} />
      </Link>
      <span>
        Grade {student.gradeLevel}, tier {student.tier}, {statusWords[student.status].toLowerCase()}, here since{" "}
        {reportDay(student.enrolledOn)}
      </span>
      <span>As of {longDay(today)}</span>
      <span className="hidden print:inline">
        {school}, printed by {by}
      </span>
    </span>
  );
};

interface RestrictedChoice {
  readonly withRestricted: boolean;
  readonly onChange: (withRestricted: boolean) => void;
}

const Actions = ({ report: { student, restricted }, choice }: { report: StudentReport; choice: RestrictedChoice }) => (
  <>
    {restricted > 0 && (
      <Checkbox isSelected={choice.withRestricted} onChange={choice.onChange}>
        With restricted words
      </Checkbox>
    )}
    <Button shortcut="p" onPress={() => window.print()}>
      Print
    </Button>
    <ExportButton
      title="Save the report"
      onExport={({ mutationId, format }) =>
        client.students.exportReport.mutate({
          mutationId,
          studentId: student.studentId,
          format,
          withRestricted: choice.withRestricted,
        })
      }
    >
      {`Interventions, cases with their meetings, calls and talks; the student by code. Restricted words are ${
        choice.withRestricted ? "in it" : "left out"
      }.`}
    </ExportButton>
  </>
);

/** The support a student had and has, and what came of it: to read, to print, to take along. */
export const ReportScreen = ({ studentId }: { studentId: string }) => {
  useKeyList(keys);
  useShortcuts({ p: () => window.print() });
  const [withRestricted, setWithRestricted] = useState(false);
  const query = useStudentReport(studentId, withRestricted);
  const again = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(
    useMemo(() => ({ kind: "student" as const, studentId: studentId as never }), [studentId]),
    { stale: again, heard: again },
  );
  const { data, error } = query;
  if (data === undefined)
    return (
      <Page heading="Report" title="Student report">
        {error === null ? (
          <SkeletonRows label="The report is loading" rows={6} />
        ) : (
          <ProblemState
            error={error}
            isRetrying={query.isFetching}
            what="The report"
            onRetry={() => void query.refetch()}
          />
        )}
      </Page>
    );
  return (
    <Page
      actions={<Actions choice={{ withRestricted, onChange: setWithRestricted }} report={data} />}
      heading="Report"
      meta={<Meta report={data} />}
      title="Student report"
    >
      <LastKnown query={query} />
      {data.interventions.length + data.cases.length + data.contacts.length === 0 && data.hidden === 0 && (
        <EmptyState title="No support yet">
          What a student takes part in is listed here, with what was received and what came of it.
        </EmptyState>
      )}
      {data.interventions.map((line) => (
        <ReportPart key={line.interventionId} line={line} />
      ))}
      <ReportCases cases={data.cases} />
      <ReportContacts contacts={data.contacts} />
      {data.hidden > 0 && <p className="text-meta text-ink-2">{hiddenWords(data.hidden)}</p>}
    </Page>
  );
};
