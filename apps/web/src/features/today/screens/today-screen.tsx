import type { SessionsOfDay } from "@handrail/domain/sessions/schema";
import type { Today } from "@handrail/domain/today/schema";
import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useRef } from "react";

import { problemOf } from "../../../lib/api.ts";
import { greeting, longDay } from "../../../lib/time.ts";
import { useLiveState } from "../../../realtime/hooks.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { Part } from "../../../shell/part.tsx";
import { RecordButton } from "../../casework/components/record-button.tsx";
import { AsOf } from "../../sessions/components/as-of.tsx";
import { DayProblem } from "../../sessions/components/day-problem.tsx";
import { DayRibbon } from "../../sessions/components/day-ribbon.tsx";
import { SessionListSkeleton } from "../../sessions/components/session-list-skeleton.tsx";
import { countOf, leftUnmarked } from "../../sessions/components/session-verb.ts";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { useDay } from "../../sessions/queries.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { NextList } from "../components/next-list.tsx";
import { TodayScopeSwitch } from "../components/today-scope.tsx";
import { WorthALook } from "../components/worth-a-look.tsx";
import { useToday } from "../queries.ts";

const CasesQuickAccess = lazy(async () => ({
  default: (await import("../../casework/components/quick-access.tsx")).CasesQuickAccess,
}));

const route = getRouteApi("/shell/");

const keys: KeyList = {
  title: "Today",
  rows: [
    { keys: ["j", "k"], does: "Next and previous entry" },
    { keys: ["Enter"], does: "Do what the button of the entry says" },
    { keys: ["1", "…", "9"], does: "The same for entry 1 to 9" },
  ],
};

const summary = (day: SessionsOfDay | undefined, today: Today | undefined, now: string): string => {
  const sessions = day?.sessions ?? [];
  const left = leftUnmarked(sessions, now).reduce((sum, { unmarked }) => sum + unmarked, 0);
  const due = today?.followUps.length ?? 0;
  const waiting = today?.decisions.length ?? 0;
  const date = day?.day ?? today?.day;
  return [
    ...(date === undefined ? [] : [longDay(date)]),
    ...(sessions.length === 0 ? [] : [countOf(sessions.length, "session", "sessions")]),
    ...(due === 0 ? [] : [countOf(due, "follow-up due", "follow-ups due")]),
    ...(waiting === 0 ? [] : [countOf(waiting, "exit decision", "exit decisions")]),
    ...(left === 0 ? [] : [`${countOf(left, "student", "students")} left unmarked earlier`]),
  ].join(" · ");
};

const Nothing = ({ closure, offersSchool }: { closure: SessionsOfDay["closure"]; offersSchool: boolean }) => {
  const { tools } = useMe();
  return (
    <EmptyState
      action={
        offersSchool ? (
          <Link className={buttonClass()} search={{ scope: "school" as const }} to="/">
            See the whole school's day
          </Link>
        ) : tools.includes("sessions") ? (
          <Link className={buttonClass()} search={{}} to="/sessions">
            See other days
          </Link>
        ) : undefined
      }
      title={closure === null ? "Nothing due today" : `The school is closed today: ${closure.reason}`}
    >
      Sessions, follow-ups and decisions of yours are listed here on their day, in order of time.
    </EmptyState>
  );
};

/** What must I do next, and whom have we missed. */
export const TodayScreen = () => {
  useKeyList(keys);
  const me = useMe();
  const asked = route.useSearch().scope;
  const maySeeSchool = me.permissions.includes("students.read_all");
  const scope = maySeeSchool && asked === "school" ? "school" : "mine";
  const hasSessions = me.tools.includes("sessions");
  const wholeDay = scope === "school" && me.permissions.includes("sessions.read_all");
  const day = useDay({ scope: wholeDay ? "school" : "mine" }, { isEnabled: hasSessions });
  const today = useToday(scope);
  const isOffline = useLiveState() === "offline";
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);

  const { data: sessions } = day.query;
  const { data: due } = today.query;
  const now = sessions === undefined ? today.now : day.now;
  const isWaiting =
    (hasSessions && sessions === undefined && day.query.error === null) ||
    (due === undefined && today.query.error === null);
  const studentIds = [
    ...(due?.followUps ?? []),
    ...(due?.decisions ?? []),
    ...(due?.hints ?? []),
    ...(due?.good ? [due.good] : []),
  ].flatMap(({ studentId }) => studentId ?? []);
  const names = useStudentNames([...new Set(studentIds)].sort(), "work");
  const facts = {
    sessions: sessions?.sessions ?? [],
    followUps: due?.followUps ?? [],
    decisions: due?.decisions ?? [],
  };
  const lines = facts.sessions.length + facts.followUps.length + facts.decisions.length;
  const asOf = day.asOf ?? today.asOf;
  const zone = me.zone;

  return (
    <Page
      actions={
        <>
          <RecordButton />
          {maySeeSchool && <TodayScopeSwitch />}
        </>
      }
      heading={`${greeting(zone, now)}, ${me.name}`}
      meta={isWaiting ? " " : summary(sessions, due, now)}
      title="Today"
    >
      {asOf !== null && <AsOf at={asOf} now={now} zone={zone} />}
      {isWaiting ? (
        <SessionListSkeleton />
      ) : (
        <div ref={list}>
          {facts.sessions.length > 0 && (
            <div className="mb-6">
              <Part name="day-ribbon" title="The day at a glance">
                <DayRibbon isToday now={now} sessions={facts.sessions} zone={zone} />
              </Part>
            </div>
          )}
          <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_21rem]">
            <div className="flex min-w-0 flex-col gap-6">
              {hasSessions && sessions === undefined && (
                <DayProblem
                  error={day.query.error}
                  isRetrying={day.query.isFetching}
                  onRetry={() => void day.query.refetch()}
                />
              )}
              {lines > 0 ? (
                <Part name="next-list" title="The list of what is next">
                  <NextList
                    facts={facts}
                    isOffline={isOffline}
                    key={scope}
                    names={names}
                    now={now}
                    showFacilitator={wholeDay}
                    today={due?.day ?? sessions?.day ?? ""}
                  />
                </Part>
              ) : (
                (sessions !== undefined || !hasSessions) && (
                  <Nothing closure={sessions?.closure ?? null} offersSchool={maySeeSchool && scope === "mine"} />
                )
              )}
            </div>
            {due === undefined ? (
              <ErrorState
                isRetrying={today.query.isFetching}
                safe={problemOf(today.query.error).message}
                title="Follow-ups and hints did not load"
                onRetry={() => void today.query.refetch()}
              />
            ) : (
              <Part name="worth-a-look" title="Worth a look">
                <WorthALook isOffline={isOffline} names={names} scope={scope} today={due} />
              </Part>
            )}
          </div>
          <div className="mt-8">
            <Part name="cases-quick-access" title="The list of cases">
              <Suspense>
                <CasesQuickAccess />
              </Suspense>
            </Part>
          </div>
        </div>
      )}
    </Page>
  );
};
