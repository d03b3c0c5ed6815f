import { inDayOrder } from "@handrail/domain/sessions/rules";
import type { SessionsOfDay } from "@handrail/domain/sessions/schema";
import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";

import { greeting, longDay } from "../../../lib/time.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { AsOf } from "../components/as-of.tsx";
import { DayProblem } from "../components/day-problem.tsx";
import { DayRibbon } from "../components/day-ribbon.tsx";
import { SessionListSkeleton } from "../components/session-list-skeleton.tsx";
import { SessionList } from "../components/session-list.tsx";
import { useRowKeys } from "../components/use-row-keys.ts";
import { useDay } from "../queries.ts";
import { countOf, leftUnmarked } from "../row-facts.ts";

const keys: KeyList = {
  title: "Today",
  rows: [
    { keys: ["j", "k"], does: "Next and previous session" },
    { keys: ["Enter"], does: "Open the session" },
    { keys: ["1", "…", "9"], does: "Open the nth session" },
  ],
};

const Summary = ({ data, now }: { data: SessionsOfDay; now: string }) => {
  const left = leftUnmarked(data.sessions, now);
  const students = left.reduce((sum, { unmarked }) => sum + unmarked, 0);
  const day = longDay(data.day);
  if (data.sessions.length === 0) return day;
  return (
    <>
      {day} · {countOf(data.sessions.length, "session", "sessions")}
      {left.length > 0 && ` · ${countOf(students, "student", "students")} left unmarked earlier`}
    </>
  );
};

const Nothing = ({ data, maySeeAll }: { data: SessionsOfDay; maySeeAll: boolean }) => (
  <EmptyState
    action={
      <Link className={buttonClass()} search={maySeeAll ? { scope: "school" as const } : {}} to="/sessions">
        {maySeeAll ? "See the whole school's sessions" : "See other days"}
      </Link>
    }
    title={data.closure === null ? "No sessions of yours today" : `The school is closed today: ${data.closure.reason}`}
  >
    Your sessions stand here on their day, in the order of the clock.
  </EmptyState>
);

/** What must I do next, and whom have we missed. */
export const TodayScreen = () => {
  useKeyList(keys);
  const me = useMe();
  const { query, now, asOf } = useDay({ scope: "mine" });
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const { data } = query;
  const hasSessionsTool = me.tools.includes("sessions");
  return (
    <Page
      heading={`${greeting(me.zone, now)}, ${me.name}`}
      meta={data === undefined ? " " : <Summary data={data} now={now} />}
      title="Today"
    >
      {data === undefined ? (
        query.error === null ? (
          <SessionListSkeleton />
        ) : (
          <DayProblem error={query.error} isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
        )
      ) : (
        <>
          {asOf !== null && <AsOf at={asOf} now={now} zone={data.zone} />}
          {data.sessions.length === 0 ? (
            <Nothing data={data} maySeeAll={hasSessionsTool && me.permissions.includes("sessions.read_all")} />
          ) : (
            <>
              <DayRibbon isToday now={now} sessions={data.sessions} zone={data.zone} />
              <SessionList now={now} ref={list} sessions={inDayOrder(data.sessions, now)} zone={data.zone} />
            </>
          )}
        </>
      )}
    </Page>
  );
};
