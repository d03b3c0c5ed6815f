import type { Intervention, InterventionsInput } from "@handrail/domain/interventions/intervention-schema";
import type { ProgramPage } from "@handrail/domain/interventions/program-schema";
import type { InterventionType, ProgramStatus } from "@handrail/domain/interventions/schema";
import type { InterventionId } from "@handrail/domain/kernel/ids";
import { keepPreviousData, useInfiniteQuery, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api, client, queryClient } from "../../lib/api.ts";
import { useWatch } from "../../realtime/hooks.ts";

export type InterventionFilter = Omit<InterventionsInput, "cursor" | "programId"> & {
  readonly programId?: string;
};

/** Where a page of a list begins: after the last row of the one before it. */
type Cursor = { readonly name: string; readonly id: string } | null;

const again = 5_000;
/** How long a copy stays in memory for when the server cannot be reached; signing out empties it. */
const keptMs = 60 * 60_000;
const retrying = {
  gcTime: keptMs,
  refetchInterval: ({ state }: { state: { status: string } }) => (state.status === "error" ? again : false),
} as const;

/** The list page by page, asked for again when it has changed. */
export const useInterventions = (filter: InterventionFilter) => {
  const query = useInfiniteQuery({
    queryKey: api.interventions.list.infiniteQueryKey(filter),
    queryFn: ({ pageParam }) =>
      client.interventions.list.query({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as Cursor,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    ...retrying,
  });
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "list", topic: "interventions" }, { stale: refetch, heard: refetch });
  return query;
};

/** One intervention, kept right by the live connection while its page is open. */
export const useIntervention = (
  interventionId: string,
): { readonly query: UseQueryResult<Intervention, unknown>; readonly gone: string | null } => {
  const options = api.interventions.get.queryOptions({ interventionId }, { ...retrying });
  const query = useQuery(options);
  const [gone, setGone] = useState<string | null>(null);
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(
    { kind: "intervention", interventionId: interventionId as InterventionId },
    {
      held: () => queryClient.getQueryData(options.queryKey)?.version ?? null,
      stale: refetch,
      heard: refetch,
      gone: setGone,
    },
  );
  return { query, gone };
};

export type ProgramFilter = {
  readonly text?: string;
  readonly type?: InterventionType;
  readonly tier?: number;
  readonly status?: ProgramStatus;
};

/** The library page by page, asked for again when it has changed. */
export const usePrograms = (filter: ProgramFilter) => {
  const query = useInfiniteQuery({
    queryKey: api.interventions.programs.infiniteQueryKey(filter),
    queryFn: ({ pageParam }) =>
      client.interventions.programs.query({ ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as Cursor,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    ...retrying,
  });
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "list", topic: "programs" }, { stale: refetch, heard: refetch });
  return query;
};

/** Every program of the library as choices of a filter; the one chosen is among them, whichever version it is. */
export const useProgramOptions = (
  chosen: string | undefined,
): readonly { readonly value: string; readonly label: string }[] => {
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = usePrograms({});
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const options = rows.map(({ id, name }) => ({ value: id as string, label: name }));
  return chosen === undefined || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: "An earlier version" }];
};

/** One version of a program, with the others of its line. */
export const useProgram = (programId: string): UseQueryResult<ProgramPage, unknown> => {
  const query = useQuery(api.interventions.program.queryOptions({ programId }, { ...retrying }));
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "list", topic: "programs" }, { stale: refetch, heard: refetch });
  return query;
};
