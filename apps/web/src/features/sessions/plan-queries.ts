import type { InterventionId } from "@handrail/domain/kernel/ids";
import type { InterventionSessions as InterventionPages, NotTaken } from "@handrail/domain/sessions/change-schema";
import type { PreviewScheduleInput } from "@handrail/domain/sessions/schedule-schema";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, client, queryClient } from "../../lib/api.ts";
import { useWatch } from "../../realtime/hooks.ts";

/** The sessions of an intervention page by page, asked for again when its plan or a roster has changed. */
export const useInterventionSessions = (interventionId: string, when: "coming" | "past") => {
  const input = { interventionId: interventionId as InterventionId, when };
  const query = useInfiniteQuery({
    queryKey: api.sessions.ofIntervention.infiniteQueryKey(input),
    queryFn: ({ pageParam, signal }) =>
      client.sessions.ofIntervention.query(
        { ...input, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as InterventionPages["next"],
    getNextPageParam: ({ next }) => next,
  });
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(
    { kind: "intervention", interventionId: interventionId as InterventionId },
    { stale: refetch, heard: refetch },
  );
  return query;
};

export const useScheduleOptions = (interventionId: string) =>
  useQuery(api.sessions.scheduleOptions.queryOptions({ interventionId }, { staleTime: 60_000 }));

const restMs = 250;

/** Follows a value once it has rested for a moment: typing asks once, not at every key. */
const useRested = <T>(value: T): T => {
  const [rested, setRested] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(JSON.parse(text) as T), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
};

/** What a schedule would come to, kept right while others plan too. */
export const usePreview = (input: PreviewScheduleInput | null, interventionId: string) => {
  const asked = useRested(input);
  const nothing: PreviewScheduleInput = { interventionId: interventionId as InterventionId, patterns: [], choices: [] };
  const query = useQuery(
    api.sessions.previewSchedule.queryOptions(asked ?? nothing, {
      enabled: asked !== null,
      placeholderData: (before) => before,
      staleTime: 0,
      retry: false,
    }),
  );
  return { ...query, isBehind: JSON.stringify(asked) !== JSON.stringify(input) || query.isFetching };
};

/**
 * After a change of the plan: the lists of this page, and the days. Waited for, so that a form closes over a list that
 * has the change: whoever opens the next form at once is not told that somebody changed it meanwhile.
 */
export const planChanged = (): Promise<void> => queryClient.invalidateQueries({ queryKey: api.sessions.pathKey() });

/** Sessions without a roll, page by page; a mark anywhere in the school asks again. */
export const useNotTaken = (scope: "mine" | "school", day: string) => {
  const query = useInfiniteQuery({
    queryKey: api.sessions.notTaken.infiniteQueryKey({ scope }),
    queryFn: ({ pageParam, signal }) =>
      client.sessions.notTaken.query({ scope, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as NotTaken["next"],
    getNextPageParam: ({ next }) => next,
  });
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "day", day }, { stale: refetch, changed: refetch });
  return query;
};
