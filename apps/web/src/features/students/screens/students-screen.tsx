import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef } from "react";

import { client, problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { ExportButton, namesChoice } from "../../../shell/export-button.tsx";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { LastKnown } from "../../../shell/last-known.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { StudentFilters } from "../components/student-filters.tsx";
import { useStudentNames } from "../components/student-name.tsx";
import { StudentTable } from "../components/student-table.tsx";
import { type StudentFilter, useStudentList } from "../queries.ts";
import { statusWords } from "../words.ts";

const route = getRouteApi("/shell/students");

const keys: KeyList = {
  title: "Students",
  rows: [
    { keys: ["/"], does: "Find by name or code" },
    { keys: ["j", "k"], does: "Next and previous student" },
    { keys: ["Enter"], does: "Open the student" },
  ],
};

const filterWords = ({ query, grade, tier, support, status = "active" }: StudentFilter): string =>
  [
    query !== undefined && `“${query}”`,
    grade !== undefined && `Grade ${grade}`,
    tier !== undefined && `Tier ${tier}`,
    support !== undefined && "Tier 2 or 3 without support",
    statusWords[status],
  ]
    .filter(Boolean)
    .join(" + ");

const peopleWords = (of: number): string => (of === 1 ? "1 student you can see" : `${of} students you can see`);

const atMostEvery = 5_000;

/** Marks of the day change what the list says of attendance: it asks again, but not for every mark of a class. */
const useLiveList = (refetch: () => void): void => {
  const { tools, zone } = useMe();
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (waiting.current !== null) clearTimeout(waiting.current);
    },
    [],
  );
  const soon = (): void => {
    waiting.current ??= setTimeout(() => {
      waiting.current = null;
      refetch();
    }, atMostEvery);
  };
  const day = dayIn(zone, useNow());
  useWatch(
    useMemo(() => (tools.includes("sessions") ? { kind: "day" as const, day } : null), [tools, day]),
    { stale: () => undefined, changed: soon },
  );
};

/** Find a student; work a cohort. */
export const StudentsScreen = () => {
  useKeyList(keys);
  const filter = route.useSearch();
  const navigate = useNavigate();
  const list = useStudentList(filter);
  const pages = list.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.rows) ?? [], [pages]);
  const names = useStudentNames(
    useMemo(() => rows.map(({ studentId }) => studentId), [rows]),
    "work",
  );
  useLiveList(() => void list.refetch({ cancelRefetch: false }));
  const table = useRef<HTMLDivElement>(null);
  useRowKeys(table);
  const change = (search: StudentFilter): void => void navigate({ to: "/students", search, replace: true });
  const of = pages?.[0]?.of ?? null;
  return (
    <Page
      actions={
        <ExportButton
          choice={namesChoice}
          title="Save the list of students"
          onExport={({ mutationId, format, isChosen }) =>
            client.students.exportList.mutate({ ...filter, mutationId, format, withNames: isChosen })
          }
        >
          {`The students of the filter on view: ${filterWords(filter)}.`}
        </ExportButton>
      }
      meta={of === null ? "By code or name" : peopleWords(of)}
      title="Students"
    >
      <StudentFilters filter={filter} onChange={change} />
      {pages === undefined ? (
        list.error === null ? (
          <SkeletonRows label="The students are loading" rows={8} />
        ) : (
          <ErrorState
            isRetrying={list.isFetching}
            safe={problemOf(list.error).message}
            title="The students did not load"
            onRetry={() => void list.refetch()}
          />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          action={<Button onPress={() => change({})}>Clear the filter</Button>}
          title={`0 of ${of ?? 0}: ${filterWords(filter)}`}
        >
          Students are here by code; by name those you work with and whose family agreed to it.
        </EmptyState>
      ) : (
        <>
          <LastKnown query={list} />
          <StudentTable names={names} ref={table} rows={rows} />
          {list.hasNextPage && (
            <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
              Show more
            </Button>
          )}
        </>
      )}
    </Page>
  );
};
