import type { Case } from "@handrail/domain/casework/case-schema";
import { dayIn } from "@handrail/domain/kernel/time";
import { cx } from "@handrail/ui/cx";
import { ForbiddenState } from "@handrail/ui/forbidden-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { Link } from "@tanstack/react-router";
import PencilLine from "lucide-react/icons/pencil-line";
import { useEffect, useMemo, useRef, useState } from "react";

import { useNow } from "../../../lib/now.ts";
import { longDay, shortDay } from "../../../lib/time.ts";
import { usePresence } from "../../../realtime/hooks.ts";
import { here } from "../../../realtime/live.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { StudentName, useStudentNames } from "../../students/components/student-name.tsx";
import { AgreedList } from "../components/agreed-list.tsx";
import { CaseActions } from "../components/case-actions.tsx";
import { CaseEntry } from "../components/case-entry.tsx";
import { CaseNow } from "../components/case-now.tsx";
import { CaseSide } from "../components/case-side.tsx";
import { CaseUpdate } from "../components/case-update.tsx";
import { StatusRail } from "../components/status-rail.tsx";
import { useCase } from "../queries.ts";
import { openRecorder } from "../recorder/open.ts";
import { causeLabel, count } from "../words.ts";

const keys: KeyList = {
  title: "Case",
  rows: [
    { keys: ["u"], does: "Add an update" },
    { keys: ["s"], does: "Change the status" },
    { keys: ["m"], does: "Record a meeting with this student" },
    { keys: ["Mod+Enter"], does: "Send what you wrote" },
  ],
};

const Others = ({ caseId }: { caseId: string }) => {
  const { userId } = useMe();
  const others = usePresence("case", caseId).filter(({ id }) => id !== userId);
  if (others.length === 0) return null;
  return (
    <ul aria-live="polite" className="text-meta text-ink-2 flex flex-wrap gap-x-4" role="list">
      {others.map(({ id, name, at }) => (
        <li className="flex items-center gap-1.5" key={id}>
          {at !== null && <PencilLine aria-hidden="true" className="text-live" size={14} />}
          {at === null ? `${name} is here` : `${name} is also writing`}
        </li>
      ))}
    </ul>
  );
};

const Loaded = ({ page }: { page: Case }) => {
  const one = page.case;
  const now = useNow();
  const update = useRef<HTMLFormElement>(null);
  const [sent, setSent] = useState(0);
  const [printsRestricted, setPrintsRestricted] = useState(false);
  const me = useMe();
  const restricted = new Set(page.entries.filter(({ isRestricted }) => isRestricted).map(({ id }) => id));
  const isOnPaper = (entryId: string): boolean => printsRestricted || !restricted.has(entryId);
  const closing = page.entries.findLast(({ statusTo }) => statusTo === "closed");
  const names = useStudentNames(
    useMemo(() => [one.studentId], [one.studentId]),
    "work",
  );
  const student = names.calledOf(one.studentId) ?? one.displayCode;
  const isOpen = one.status !== "closed";
  const mayUpdate = page.mayChange;
  const lastMeeting = page.entries.findLast(({ kind, withdrawn }) => kind === "meeting" && withdrawn === null);
  const { studentId, displayCode, rootCause } = one;
  const record = (): void => openRecorder({ studentId, displayCode, rootCause, isStudentFixed: true });
  useShortcuts({
    u: () => update.current?.querySelector("textarea")?.focus(),
    s: () => update.current?.querySelector<HTMLElement>("input[type=radio]:checked")?.focus(),
    m: record,
  });
  return (
    <Page
      actions={
        <Part name="case-actions" title="The buttons of this case">
          <CaseActions
            page={page}
            printsRestricted={printsRestricted}
            student={student}
            onPrintRestricted={setPrintsRestricted}
            onRecord={record}
          />
        </Part>
      }
      heading={`${causeLabel(one.rootCause)} case`}
      meta={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            className="inline-flex min-h-6 items-center underline underline-offset-2 pointer-coarse:min-h-11"
            params={{ studentId: one.studentId }}
            to="/students/$studentId"
          >
            <StudentName code={one.displayCode} names={names} studentId={one.studentId} />
          </Link>
          <span>Grade {one.gradeLevel}</span>
        </span>
      }
      title="Case"
    >
      <p className="text-ui text-ink-2 -mt-3">
        Opened by {one.opener.name} on {shortDay(dayIn(page.zone, one.openedAt))} ·{" "}
        {count(one.meetings, "meeting", "meetings")}
      </p>
      <p className="hidden print:block">
        {me.tenantName}. Printed by {me.name}, {longDay(page.today)}.
      </p>
      <Others caseId={one.id} />
      <Part name="case-now" title="Where the case is now">
        <CaseNow isOnPaper={isOnPaper} page={page} student={student} />
      </Part>
      {!isOpen && (
        <section
          aria-label="Why it was closed"
          className={cx(
            "rounded-card border-line bg-sunken border px-4 py-3",
            closing !== undefined && !isOnPaper(closing.id) && "print:hidden",
          )}
        >
          <h2 className="text-meta text-ink-2 font-semibold">
            Closed{one.closedAt === null ? "" : ` on ${shortDay(dayIn(page.zone, one.closedAt))}`}: why
          </h2>
          <p className="whitespace-pre-wrap">
            {one.resolutionNotes ?? "Only the case team can read its resolution notes."}
          </p>
        </section>
      )}
      {(!mayUpdate || !isOpen) && <StatusRail chosen={one.status} from={one.status} />}
      <div className="grid gap-6 lg:grid-cols-[minmax(0,7fr)_minmax(0,3fr)]">
        <div className="flex min-w-0 flex-col gap-6">
          {mayUpdate && isOpen && (
            <Part name="case-update" title="The form for an update">
              <CaseUpdate key={sent} form={update} page={page} student={student} onSent={() => setSent((n) => n + 1)} />
            </Part>
          )}
          <Part name="case-agreed" title="What was agreed">
            <AgreedList
              isOnPaper={isOnPaper}
              entryId={lastMeeting?.id ?? null}
              page={page}
              student={student}
              today={page.today}
            />
          </Part>
          <section aria-label="Entries" className="flex flex-col gap-2">
            <h2 className="text-head">What happened</h2>
            <Part name="case-entries" title="The list of what happened">
              <ol className="rounded-card border-line bg-surface border" role="list">
                {page.entries.toReversed().map((entry) => (
                  <CaseEntry
                    isOnPaper={isOnPaper(entry.id)}
                    entry={entry}
                    key={entry.id}
                    now={now}
                    page={page}
                    student={student}
                  />
                ))}
              </ol>
            </Part>
          </section>
        </div>
        <Part name="case-side" title="The facts of the case">
          <CaseSide now={now} page={page} />
        </Part>
      </div>
    </Page>
  );
};

/** One concern about one student: what was said, what was done, and where it stands. */
export const CaseScreen = ({ caseId }: { caseId: string }) => {
  useKeyList(keys);
  const { query, gone } = useCase(caseId);
  useEffect(() => {
    here({ kind: "case", id: caseId, at: null });
    return () => here(null);
  }, [caseId]);
  // Whoever never saw it is told by its own answer, in the same words whichever comes first.
  if (gone !== null && query.data !== undefined)
    return (
      <Page title="Case">
        <ForbiddenState owner={gone} title="You cannot open this case" />
      </Page>
    );
  if (query.data !== undefined) return <Loaded page={query.data} />;
  return (
    <Page title="Case">
      {query.error === null ? (
        <SkeletonRows label="The case is loading" rows={6} />
      ) : (
        <ProblemState
          error={query.error}
          isRetrying={query.isFetching}
          what="The case"
          onRetry={() => void query.refetch()}
        />
      )}
    </Page>
  );
};
