import { addDays, dayIn } from "@handrail/domain/kernel/time";
import { inDayOrder } from "@handrail/domain/sessions/rules";
import type { SessionsOfDay } from "@handrail/domain/sessions/schema";
import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useRef } from "react";

import { longDay, shortDay } from "../../../lib/time.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { AsOf } from "../components/as-of.tsx";
import { DayProblem } from "../components/day-problem.tsx";
import { DayRibbon } from "../components/day-ribbon.tsx";
import { DaySteps } from "../components/day-steps.tsx";
import { ScopeSwitch } from "../components/scope-switch.tsx";
import { SessionLinks } from "../components/session-links.tsx";
import { SessionListSkeleton } from "../components/session-list-skeleton.tsx";
import { SessionList } from "../components/session-list.tsx";
import { useRowKeys } from "../components/use-row-keys.ts";
import { type DayInput, useDay } from "../queries.ts";

const route = getRouteApi("/shell/sessions");

const keys: KeyList = {
  title: "Sessions",
  rows: [
    { keys: ["["], does: "Previous day" },
    { keys: ["]"], does: "Next day" },
    { keys: ["0"], does: "Today" },
    { keys: ["j", "k"], does: "Next and previous session" },
    { keys: ["Enter"], does: "Open the session" },
  ],
};

const Nothing = ({ data, scope }: { data: SessionsOfDay; scope: DayInput["scope"] }) => {
  const day = shortDay(data.day);
  const whose = scope === "mine" ? "No sessions of yours" : "No sessions";
  return (
    <EmptyState
      action={
        <Link className={buttonClass()} search={scope === "school" ? { scope } : {}} to="/sessions">
          Go to today
        </Link>
      }
      title={data.closure === null ? `${whose} on ${day}` : `No sessions on ${day}: ${data.closure.reason}`}
    >
      {data.closure === null
        ? "Sessions come from the timetable of interventions and classes."
        : "The school's calendar says that it is closed."}
    </EmptyState>
  );
};

/** Rosters by day. */
export const SessionsScreen = () => {
  useKeyList(keys);
  const me = useMe();
  const search = route.useSearch();
  const navigate = useNavigate();
  const maySeeAll = me.permissions.includes("sessions.read_all");
  const scope = maySeeAll && search.scope === "school" ? "school" : "mine";
  const { query, now, asOf } = useDay(search.day === undefined ? { scope } : { scope, day: search.day });
  const today = dayIn(me.zone, now);
  const day = search.day ?? today;
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const go = (to: string): void => {
    void navigate({
      to: "/sessions",
      search: { ...(to === today ? {} : { day: to }), ...(scope === "school" ? { scope } : {}) },
    });
  };
  useShortcuts({ "[": () => go(addDays(day, -1)), "]": () => go(addDays(day, 1)), "0": () => go(today) });
  const { data } = query;
  return (
    <Page
      actions={maySeeAll && <ScopeSwitch day={search.day} />}
      meta={day === today ? `Today, ${longDay(day)}` : longDay(day)}
      title="Sessions"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <DaySteps day={day} scope={scope} today={today} />
        <SessionLinks scope={scope} />
      </div>
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
            <Nothing data={data} scope={scope} />
          ) : (
            <>
              <DayRibbon isToday={day === today} now={now} sessions={data.sessions} zone={data.zone} />
              <SessionList
                now={now}
                ref={list}
                sessions={inDayOrder(data.sessions, now)}
                showFacilitator={scope === "school"}
              />
            </>
          )}
        </>
      )}
    </Page>
  );
};
