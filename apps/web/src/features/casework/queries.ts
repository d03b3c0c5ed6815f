import type { CaseFilters, CaseList, CaseSort } from "@handrail/domain/casework/case-schema";
import type { ActiveCases } from "@handrail/domain/casework/recorder-schema";
import type { RootCause } from "@handrail/domain/casework/schema";
import type { CaseId, StudentId } from "@handrail/domain/kernel/ids";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api, client, queryClient } from "../../lib/api.ts";
import { useWatch } from "../../realtime/hooks.ts";

/** What the list is narrowed to and sorted by, beside its filters. */
export interface CaseOrder {
  readonly sort: CaseSort;
  /** Null: everybody. */
  readonly studentIds: readonly StudentId[] | null;
}

export type CaseFilter = { readonly [K in keyof CaseFilters]?: Exclude<CaseFilters[K], undefined> };

const again = 5_000;
const retrying = {
  refetchInterval: ({ state }: { state: { status: string } }) => (state.status === "error" ? again : false),
} as const;

/** The cases page by page, in the order that is asked for. */
export const useCases = (filter: CaseFilter, { sort, studentIds }: CaseOrder) => {
  const asked = { ...filter, sort, ...(studentIds === null ? {} : { studentIds: [...studentIds] }) };
  return useInfiniteQuery({
    queryKey: api.casework.list.infiniteQueryKey(asked),
    queryFn: ({ pageParam, signal }): Promise<CaseList> =>
      client.casework.list.query({ ...asked, ...(pageParam === null ? {} : { cursor: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    ...retrying,
  });
};

/** The students whom a name or code finds; null: nobody is looked for. */
export const useFoundStudents = (text: string): readonly StudentId[] | null => {
  const query = text.trim();
  const found = useQuery(
    api.students.search.queryOptions(
      { query, limit: 20 },
      { enabled: query !== "", placeholderData: keepPreviousData },
    ),
  );
  return query === "" ? null : (found.data?.hits.map(({ studentId }) => studentId) ?? []);
};

export const useCaseStats = (scope: "mine" | "all") =>
  useQuery(api.casework.stats.queryOptions({ scope }, { placeholderData: keepPreviousData }));

export const useRecurring = (scope: "mine" | "all") =>
  useQuery(api.casework.recurring.queryOptions({ scope, limit: 20 }, { placeholderData: keepPreviousData }));

/** The active case of a student and cause. Null: there is none, or it is not said yet whose. Undefined: not known yet. */
export const useActiveCase = (
  studentId: string | null,
  rootCause: RootCause | undefined,
): ActiveCases[number] | null | undefined => {
  const options = { enabled: studentId !== null, staleTime: 0 };
  const query = useQuery(api.casework.activeFor.queryOptions({ studentId: (studentId ?? "") as never }, options));
  if (studentId === null || rootCause === undefined) return null;
  return query.data && (query.data.find((one) => one.rootCause === rootCause) ?? null);
};

/** Everything that lists cases asks again when one of them changed. */
export const useLiveCases = (): void => {
  const refetch = (): void => {
    for (const part of [api.casework.list, api.casework.stats, api.casework.recurring])
      void queryClient.invalidateQueries({ queryKey: part.pathKey() });
  };
  useWatch({ kind: "list", topic: "cases" }, { stale: refetch, heard: refetch });
};

/** One case, kept right by the live connection. */
export const useCase = (caseId: string) => {
  const options = api.casework.one.queryOptions({ caseId: caseId as CaseId }, { ...retrying });
  const query = useQuery(options);
  const [gone, setGone] = useState<string | null>(null);
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch(
    { kind: "case", caseId: caseId as CaseId },
    {
      held: () => queryClient.getQueryData(options.queryKey)?.case.version ?? null,
      stale: refetch,
      heard: refetch,
      gone: setGone,
    },
  );
  return { query, gone };
};

export const useStudentCases = (studentId: string) => {
  const query = useQuery(api.casework.ofStudent.queryOptions({ studentId: studentId as never }));
  const refetch = (): void => void query.refetch({ cancelRefetch: false });
  useWatch({ kind: "student", studentId: studentId as never }, { stale: refetch, heard: refetch });
  return query;
};
