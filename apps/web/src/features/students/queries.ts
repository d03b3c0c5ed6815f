import type {
  GradeLevel,
  Lane,
  StudentList,
  StudentStatus,
  Thread,
  ThreadEntry,
} from "@handrail/domain/students/schema";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

import { api, client } from "../../lib/api.ts";

export type StudentFilter = {
  readonly grade?: GradeLevel;
  readonly tier?: number;
  readonly support?: "none";
  readonly status?: StudentStatus;
  readonly query?: string;
};

/** A copy stays in memory, for when the server cannot be reached; signing out empties it. */
const kept = {
  gcTime: 60 * 60_000,
  refetchInterval: ({ state }: { state: { status: string } }) => (state.status === "error" ? 5_000 : false),
} as const;

/** The students a person may see, page by page in the order of codes. */
export const useStudentList = (filter: StudentFilter) =>
  useInfiniteQuery({
    queryKey: [...api.students.list.queryKey(), filter],
    queryFn: ({ pageParam, signal }): Promise<StudentList> =>
      client.students.list.query({ ...filter, ...(pageParam === "" ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next,
    // The rows of before stay while the filter is being typed.
    placeholderData: (before) => before,
    ...kept,
  });

export const useStudentPage = (studentId: string) => useQuery(api.students.page.queryOptions({ studentId }, kept));

/** Restricted words are asked for apart: what is on view without them never held them. */
export const useStudentReport = (studentId: string, withRestricted: boolean) =>
  useQuery(
    api.students.report.queryOptions(
      { studentId, ...(withRestricted ? { withRestricted } : {}) },
      { ...kept, placeholderData: (before) => before },
    ),
  );

export interface ThreadFilter {
  readonly lanes: readonly Lane[];
  /** The thread begins at the end of this day; undefined: now. */
  readonly until: string | undefined;
}

type ThreadCursor = NonNullable<Thread["next"]>;

export const threadKey = (studentId: string) => ["students", "thread", studentId] as const;

export const useThread = (studentId: string, { lanes, until }: ThreadFilter) =>
  useInfiniteQuery({
    queryKey: [...threadKey(studentId), lanes, until],
    queryFn: ({ pageParam, signal }): Promise<Thread> =>
      client.students.thread.query(
        {
          studentId,
          ...(lanes.length === 0 ? {} : { lanes: [...lanes] }),
          ...(until === undefined ? {} : { until }),
          ...(pageParam === null ? {} : { before: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as ThreadCursor | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    ...kept,
  });

export const entriesOf = (pages: readonly Thread[] | undefined): ThreadEntry[] =>
  pages?.flatMap(({ entries }) => entries) ?? [];
