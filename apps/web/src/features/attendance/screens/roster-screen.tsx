import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { Skeleton, SkeletonRows } from "@handrail/ui/skeleton";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useLiveState } from "../../../realtime/hooks.ts";
import { Page } from "../../../shell/page.tsx";
import { RosterBoard } from "../components/roster-board.tsx";
import type { Names } from "../roster/names.ts";
import { useRoster } from "../roster/use-roster.ts";

const namesWaitMs = 4_000;
const none: Names = [];

/** Names and marks appear together, so that no row moves when its name comes. They are not waited for forever. */
const useNamesWait = (isSettled: boolean): boolean => {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), namesWaitMs);
    return () => clearTimeout(timer);
  }, []);
  return isSettled || isOver;
};

const Waiting = () => (
  <Page heading="Roster" meta={<Skeleton className="mt-1 h-5 w-72" />} title="Roster">
    <div className="border-line bg-surface rounded-card border px-3">
      <SkeletonRows label="The roster is loading" rows={8} />
    </div>
  </Page>
);

const ToSessions = () => (
  <Link className={buttonClass({ variant: "primary" })} to="/sessions">
    Go to Sessions
  </Link>
);

const NoRoster = ({ reason }: { reason: string }) => (
  <Page heading="Roster" title="Roster">
    <EmptyState action={<ToSessions />} title="You cannot open this roster">
      {reason}
    </EmptyState>
  </Page>
);

export const RosterScreen = ({ sessionId }: { sessionId: string }) => {
  const { query, names, isCopy, view, actions, items, breaths, gone, personId, people } = useRoster(sessionId);
  const live = useLiveState();
  const isReady = useNamesWait(!names.isPending);

  if (gone !== null) return <NoRoster reason={gone} />;
  const problem = query.isError ? problemOf(query.error) : null;
  if (
    problem?.situation === "NOT_FOUND" ||
    problem?.situation === "NOT_ALLOWED" ||
    problem?.situation === "INVALID_INPUT"
  )
    return (
      <NoRoster reason="This session does not exist, or you have no access to it. It may now belong to somebody else." />
    );
  if (view === null || actions === null || personId === undefined || !isReady) {
    if (problem === null || problem.situation === "NOT_SIGNED_IN" || view !== null) return <Waiting />;
    return (
      <Page heading="Roster" title="Roster">
        <ErrorState
          isRetrying={query.isFetching}
          safe="Marks that you made before are kept on this device."
          title={
            problem.situation === "OFFLINE" ? "Handrail cannot be reached at the moment" : "The roster did not load"
          }
          onRetry={() => void query.refetch()}
        />
      </Page>
    );
  }
  const isUnanswered = problem?.situation === "OFFLINE" || problem?.situation === "BUSY";
  const isBehind = live === "offline" || (live !== "live" && (isUnanswered || isCopy));
  return (
    <RosterBoard
      {...{ view, people, personId, actions, items, breaths }}
      asOf={isBehind ? new Date(query.dataUpdatedAt).toISOString() : null}
      names={names.data ?? none}
    />
  );
};
