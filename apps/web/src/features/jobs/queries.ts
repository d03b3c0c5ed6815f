import type { Jobs } from "@handrail/domain/jobs/schema";
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/react-query";

import { api, client, newId, queryClient } from "../../lib/api.ts";
import { useWatch } from "../../realtime/hooks.ts";

const watched = { kind: "list", topic: "jobs" } as const;

const refresh = (): void => {
  void queryClient.invalidateQueries({ queryKey: api.jobs.pathKey() });
};

/** Everything that was asked for, the newest first; live. */
export const useJobs = () => {
  useWatch(watched, { stale: refresh, heard: refresh });
  return useInfiniteQuery({
    queryKey: [...api.jobs.list.queryKey()],
    queryFn: ({ pageParam, signal }): Promise<Jobs> =>
      client.jobs.list.query(pageParam === null ? {} : { cursor: pageParam }, { signal }),
    initialPageParam: null as Jobs["next"],
    getNextPageParam: ({ next }) => next,
  });
};

/** One of them; live. */
export const useJob = (jobId: string) => {
  useWatch(watched, { stale: refresh, heard: refresh });
  return useQuery(api.jobs.one.queryOptions({ jobId }));
};

export const useRetry = () =>
  useMutation({
    mutationFn: ({ id, version }: { readonly id: string; readonly version: number }) =>
      client.jobs.retry.mutate({ mutationId: newId(), jobId: id, version }),
    onSettled: refresh,
  });
