import type { Instant } from "@handrail/domain/kernel/time";
import type { HintAnswer, Today } from "@handrail/domain/today/schema";
import { useMutation, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useRef } from "react";

import { api, client, newId, queryClient } from "../../lib/api.ts";
import { useNow } from "../../lib/now.ts";
import { useHearing, useLiveState, useWatch } from "../../realtime/hooks.ts";
import { useMe } from "../../shell/me.ts";

export type TodayScope = Today["scope"];
export type Hint = Today["hints"][number];

export type TodayResult = {
  readonly query: UseQueryResult<Today, unknown>;
  /** The server's time, moving on. */
  readonly now: Instant;
  /** When what is shown was asked for, while nothing newer can be had; otherwise null. */
  readonly asOf: Instant | null;
};

const again = 5_000;
const soonMs = 3_000;

/** Thirty marks of one roster are one reason to ask again, not thirty. */
const useSoon = (run: () => void): (() => void) => {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current);
    },
    [],
  );
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      latest.current();
    }, soonMs);
  };
};

/** What is due and what is worth a look, asked for again when cases, sessions, decisions or the inbox have changed. */
export const useToday = (scope: TodayScope): TodayResult => {
  const { tools } = useMe();
  const query = useQuery(
    api.today.read.queryOptions(
      { scope },
      { refetchInterval: ({ state }) => (state.status === "error" ? again : 5 * 60_000) },
    ),
  );
  const live = useLiveState();
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  const soon = useSoon(refetch);
  const day = query.data?.day;
  useWatch(day === undefined || !tools.includes("sessions") ? null : { kind: "day", day }, {
    stale: soon,
    changed: soon,
  });
  const lists = { stale: soon, heard: refetch };
  useWatch(tools.includes("cases") ? { kind: "list", topic: "cases" } : null, lists);
  useWatch(tools.includes("interventions") ? { kind: "list", topic: "decisions" } : null, lists);
  useHearing(tools.includes("inbox") ? "inbox" : null, soon);
  const now = useNow();
  const isOld = query.data !== undefined && (query.isError || live === "offline");
  return { query, now, asOf: isOld ? query.data.now : null };
};

/** Without the hint, on the page that shows it: what the server says follows. */
const without = (scope: TodayScope, hint: Hint): void => {
  const isIt = ({ rule, subject, studentId }: Hint): boolean =>
    rule === hint.rule && subject.id === hint.subject.id && studentId === hint.studentId;
  queryClient.setQueryData(api.today.read.queryKey({ scope }), (before) =>
    before === undefined ? before : { ...before, hints: before.hints.filter((one) => !isIt(one)) },
  );
};

/** Follows a hint, puts it off, or takes that back. */
export const useAnswerHint = (scope: TodayScope) =>
  useMutation({
    mutationFn: ({ hint, answer }: { hint: Hint; answer: HintAnswer }) =>
      client.today.answerHint.mutate({
        mutationId: newId(),
        rule: hint.rule,
        subjectKind: hint.subject.kind,
        subjectId: hint.subject.id,
        studentId: hint.studentId,
        answer,
      }),
    onMutate: ({ hint, answer }) => {
      if (answer === "snoozed") without(scope, hint);
    },
    onSettled: (_done, _error, { answer }) =>
      // A hint that is followed stays until its cause is gone.
      answer === "accepted" ? undefined : queryClient.invalidateQueries({ queryKey: api.today.read.queryKey() }),
  });
