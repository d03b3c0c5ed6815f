import type { InterventionId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import type { DecisionRow, Decisions } from "@handrail/domain/progress/exit-schema";
import type { Graph } from "@handrail/domain/progress/graph-schema";
import type { Grid } from "@handrail/domain/progress/point-schema";
import { toast } from "@handrail/ui/toast";
import { useInfiniteQuery, useQuery, type UseQueryResult } from "@tanstack/react-query";

import { api, client, newId, problemOf, queryClient } from "../../lib/api.ts";
import { shortDay } from "../../lib/time.ts";
import { useWatch } from "../../realtime/hooks.ts";

const again = 5_000;
const retrying = {
  refetchInterval: ({ state }: { state: { status: string } }) => (state.status === "error" ? again : false),
} as const;

const watched = (interventionId: string) => ({
  kind: "intervention" as const,
  interventionId: interventionId as InterventionId,
});

/** The graphs of an intervention, asked for again when anything on them has changed. */
export const useGraph = (interventionId: string): UseQueryResult<Graph, unknown> => {
  const options = api.progress.graph.queryOptions({ interventionId }, retrying);
  const query = useQuery(options);
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(watched(interventionId), {
    held: () => queryClient.getQueryData(options.queryKey)?.version ?? null,
    stale: refetch,
    heard: refetch,
  });
  return query;
};

/** The grid of an intervention and a day; what others write appears in it. */
export const useGrid = (interventionId: string, day: string | undefined): UseQueryResult<Grid, unknown> => {
  const options = api.progress.grid.queryOptions(
    { interventionId, ...(day === undefined ? {} : { day }) },
    { ...retrying, placeholderData: (before) => before },
  );
  const query = useQuery(options);
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(watched(interventionId), {
    held: () => queryClient.getQueryData(options.queryKey)?.version ?? null,
    stale: refetch,
    heard: refetch,
  });
  return query;
};

/** Recommendations page by page, asked for again when one comes or is decided. */
export const useDecisions = (show: "pending" | "decided") => {
  const query = useInfiniteQuery({
    queryKey: [...api.progress.decisions.queryKey(), show],
    queryFn: ({ pageParam, signal }): Promise<Decisions> =>
      client.progress.decisions.query({ show, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as Decisions["next"],
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    ...retrying,
  });
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "list", topic: "decisions" }, { stale: refetch, heard: refetch });
  return query;
};

/** Puts a decision off to a later day, with Undo; null: it waits again. */
export const usePutOff = (): ((row: DecisionRow, until: Day | null) => void) => {
  const putOff = async ({ id, interventionId }: DecisionRow, until: Day | null): Promise<boolean> => {
    try {
      await client.progress.putOff.mutate({ mutationId: newId(), interventionId, recommendationId: id, until });
    } catch (error) {
      toast({ message: problemOf(error).message, tone: "problem" });
      return false;
    }
    await queryClient.invalidateQueries({ queryKey: api.progress.decisions.pathKey() });
    await queryClient.invalidateQueries({ queryKey: api.today.pathKey() });
    return true;
  };
  return (row, until) => {
    void putOff(row, until).then((isDone) => {
      if (isDone && until !== null)
        toast({
          message: `Put off until ${shortDay(until)}`,
          action: { label: "Undo", onPress: () => void putOff(row, null) },
        });
    });
  };
};
