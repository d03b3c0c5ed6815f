import type { Lane } from "@handrail/domain/students/schema";
import { Button } from "@handrail/ui/button";
import { buttonClass } from "@handrail/ui/button-class";
import { ErrorState } from "@handrail/ui/error-state";
import { ForbiddenState } from "@handrail/ui/forbidden-state";
import { Skeleton, SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { longDay } from "../../../lib/time.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { here } from "../../../realtime/live.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { LastKnown } from "../../../shell/last-known.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page, useTitle } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import { openRecorder, RecordButton } from "../../casework/components/record-button.tsx";
import { refreshContacts } from "../../messages/queries.ts";
import { LaneChips } from "../components/lane-chips.tsx";
import { OpenWork } from "../components/open-work.tsx";
import { StudentHeader } from "../components/student-header.tsx";
import { useStudentNames } from "../components/student-name.tsx";
import { Thread } from "../components/thread.tsx";
import { YearBrush } from "../components/year-brush.tsx";
import { threadKey, useStudentPage } from "../queries.ts";

const AccessDialog = lazy(async () => ({
  default: (await import("../components/access-dialog.tsx")).AccessDialog,
}));

const StudentCases = lazy(async () => ({
  default: (await import("../../casework/components/student-cases.tsx")).StudentCases,
}));

const FamilyContacts = lazy(async () => ({
  default: (await import("../../messages/components/family-contacts.tsx")).FamilyContacts,
}));

const keys: KeyList = {
  title: "Student",
  rows: [
    { keys: ["t"], does: "Go to a week of the thread, by the arrows" },
    { keys: ["m"], does: "Record a meeting" },
  ],
};

export type StudentSearch = {
  readonly lanes?: readonly Lane[];
  readonly until?: string;
  readonly entry?: string;
};

const Loading = () => (
  <div className="flex flex-col gap-4" role="status">
    <span className="sr-only">The student's page is loading</span>
    <Skeleton className="h-8 w-64 max-w-full" />
    <Skeleton className="h-5 w-96 max-w-full" />
    <SkeletonRows rows={6} />
  </div>
);

const Problem = ({ error, isRetrying, onRetry }: { error: unknown; isRetrying: boolean; onRetry: () => void }) => {
  const { situation, message } = problemOf(error);
  return (
    <Page title="Student">
      {situation === "NOT_FOUND" ? (
        <ForbiddenState
          owner="A student's page is open to those who teach, support or are responsible for them. Ask the coordinator if that is you."
          title="This student does not exist, or you may not see this student"
        />
      ) : (
        <ErrorState isRetrying={isRetrying} safe={message} title="The student's page did not load" onRetry={onRetry} />
      )}
    </Page>
  );
};

const casesList = { kind: "list", topic: "cases" } as const;

/** Everything about the student asks again when something about them changed, or this page was away. */
const useLiveStudent = (studentId: string, page: ReturnType<typeof useStudentPage>): string | null => {
  const queries = useQueryClient();
  const [gone, setGone] = useState<string | null>(null);
  const hasCases = useMe().tools.includes("cases");
  const again = (): void => {
    void page.refetch({ cancelRefetch: false });
    void queries.invalidateQueries({ queryKey: threadKey(studentId) });
    refreshContacts();
  };
  useWatch(
    useMemo(() => ({ kind: "student" as const, studentId: studentId as never }), [studentId]),
    { held: () => page.data?.student.version ?? null, stale: again, heard: again, gone: setGone },
  );
  // A case tells nobody by the student's name: whoever works with cases hears that the list of cases has changed.
  useWatch(hasCases ? casesList : null, { stale: again, heard: again });
  useEffect(() => {
    here({ kind: "student", id: studentId, at: null });
    return () => here(null);
  }, [studentId]);
  return gone;
};

/** The whole story of one student: who and where, what happened, and what is open. */
export const StudentScreen = ({ studentId, search }: { studentId: string; search: StudentSearch }) => {
  useKeyList(keys);
  useTitle("Student");
  const navigate = useNavigate();
  const page = useStudentPage(studentId);
  const names = useStudentNames(
    useMemo(() => [studentId], [studentId]),
    "student",
  );
  const gone = useLiveStudent(studentId, page);
  const now = useNow();
  const [showsAccess, setShowsAccess] = useState(false);
  const hasCases = useMe().tools.includes("cases");
  const code = page.data?.student.displayCode;
  useShortcuts(
    { m: () => openRecorder({ studentId, ...(code === undefined ? {} : { displayCode: code }) }) },
    { isDisabled: !hasCases },
  );
  const { lanes = [], until, entry } = search;
  const go = (next: StudentSearch): void =>
    void navigate({ to: "/students/$studentId", params: { studentId }, search: next, replace: true });
  if (gone !== null || (page.data === undefined && page.error !== null))
    return <Problem error={page.error} isRetrying={page.isFetching} onRetry={() => void page.refetch()} />;
  if (page.data === undefined) return <Loading />;
  const { data } = page;
  const chosen = until === undefined ? {} : { until };
  return (
    <div className="flex flex-col gap-5">
      <StudentHeader
        actions={
          <>
            <RecordButton displayCode={data.student.displayCode} shortcut="m" size="sm" studentId={studentId} />
            <Link className={buttonClass({ size: "sm" })} params={{ studentId }} to="/students/$studentId/report">
              Report
            </Link>
            <Button size="sm" onPress={() => setShowsAccess(true)}>
              Who can see this
            </Button>
          </>
        }
        names={names}
        page={data}
      />
      <p className="hidden print:block">As of {longDay(data.today)}.</p>
      <LastKnown query={page} />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,3fr)]">
        <div className="order-2 flex min-w-0 flex-col gap-4 lg:order-1">
          <h2 className="sr-only">Thread</h2>
          <Part name="year" title="The year at a glance">
            <YearBrush
              today={data.today}
              until={until}
              weeks={data.weeks}
              onJump={(to) =>
                go({ ...(lanes.length > 0 ? { lanes } : {}), ...(to === undefined ? {} : { until: to }) })
              }
            />
          </Part>
          <LaneChips
            chosen={lanes}
            onChange={(next) => go({ ...chosen, ...(next.length > 0 ? { lanes: next } : {}) })}
          />
          <Part name="thread" title="The thread">
            <Thread lanes={lanes} marked={entry} studentId={studentId} until={until} zone={data.zone} />
          </Part>
        </div>
        <aside aria-label="Open work" className="order-1 flex min-w-0 flex-col gap-6 lg:order-2">
          <Part name="open-work" title="Open work">
            <OpenWork now={now} page={data} />
          </Part>
          <Part name="student-cases" title="The list of cases">
            <Suspense>
              <StudentCases studentId={studentId} />
            </Suspense>
          </Part>
          <Part name="student-contacts" title="The list of calls and talks">
            <Suspense>
              <FamilyContacts studentId={studentId} />
            </Suspense>
          </Part>
        </aside>
      </div>
      {showsAccess && (
        <Suspense>
          <AccessDialog
            mayReadLooks={data.mayReadAccess}
            now={now}
            studentId={studentId}
            zone={data.zone}
            onClose={() => setShowsAccess(false)}
          />
        </Suspense>
      )}
    </div>
  );
};
