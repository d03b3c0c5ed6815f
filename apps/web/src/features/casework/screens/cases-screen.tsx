import type { CaseSort } from "@handrail/domain/casework/case-schema";
import { Button } from "@handrail/ui/button";
import { Chip } from "@handrail/ui/chip";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useRef, useState } from "react";

import { client } from "../../../lib/api.ts";
import type { CaseSearch } from "../../../routes/case-search.ts";
import { ExportButton, namesChoice } from "../../../shell/export-button.tsx";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { useIsPhone } from "../../attendance/components/use-is-phone.ts";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { CaseBoard } from "../components/case-board.tsx";
import { CaseFilters } from "../components/case-filters.tsx";
import { CaseStats } from "../components/case-stats.tsx";
import { CaseLines, CaseTable } from "../components/case-table.tsx";
import { ChosenBar } from "../components/chosen-bar.tsx";
import { RecordButton } from "../components/record-button.tsx";
import { RecurringBanner } from "../components/recurring-banner.tsx";
import { WaitingLine } from "../components/waiting-line.tsx";
import { type CaseFilter, useCases, useCaseStats, useFoundStudents, useLiveCases, useRecurring } from "../queries.ts";
import { sortWords } from "../words.ts";

const ReadyPlans = lazy(async () => ({ default: (await import("../components/ready-plans.tsx")).ReadyPlans }));
const SavedViews = lazy(async () => ({ default: (await import("../components/saved-views.tsx")).SavedViews }));

const route = getRouteApi("/shell/cases");

const keys: KeyList = {
  title: "Cases",
  rows: [
    { keys: ["j", "k"], does: "Next and previous case" },
    { keys: ["Enter"], does: "Open the case" },
    { keys: ["s"], does: "Move the case" },
    { keys: ["x"], does: "Choose the case" },
    { keys: ["b"], does: "Board or table" },
    { keys: ["c", "m"], does: "Record a meeting" },
  ],
};

type Search = CaseSearch;

const filterOf = ({ status, urgency, cause, due, student }: Search, scope: "mine" | "all"): CaseFilter => ({
  scope,
  // What is closed needs nobody any more; a student's own list tells all of it.
  ...(status === "all" || (status === undefined && student !== undefined) ? {} : { status: status ?? "active" }),
  ...(urgency === undefined ? {} : { urgency }),
  ...(cause === undefined ? {} : { rootCause: cause }),
  ...(due === undefined ? {} : { due }),
  ...(student === undefined ? {} : { studentId: student as never }),
});

/** The same search in another order; chosen twice, it is what needs attention first again. */
const sortedBy = ({ sort: before, as: _, ...rest }: Search, sort: CaseSort): Search =>
  sort === "attention" || sort === before ? rest : { ...rest, sort };

const searchOf = ({ status, urgency, rootCause, due, scope }: CaseFilter): Search => ({
  ...(status === "active" ? {} : { status: status ?? "all" }),
  ...(urgency === undefined ? {} : { urgency }),
  ...(rootCause === undefined ? {} : { cause: rootCause }),
  ...(due === undefined ? {} : { due }),
  ...(scope === "mine" ? { scope } : {}),
});

/** The row that the focus is on; its menu and its box belong to it. */
const rowHere = (): HTMLElement | null => document.activeElement?.closest<HTMLElement>("tr, li") ?? null;

/** As by Enter on its button: a menu that a click without a pointer opened takes the focus only if nothing else moved it. */
const openMenuHere = (): void => {
  const button = rowHere()?.querySelector<HTMLElement>("[aria-haspopup=menu]");
  button?.focus();
  for (const type of ["keydown", "keyup"])
    button?.dispatchEvent(new KeyboardEvent(type, { key: "Enter", bubbles: true, cancelable: true }));
};

/** One's caseload: what needs attention first. */
export const CasesScreen = () => {
  useKeyList(keys);
  useLiveCases();
  const isPhone = useIsPhone();
  const search: CaseSearch = route.useSearch();
  const navigate = route.useNavigate();
  const { permissions } = useMe();
  const readsAll = permissions.includes("cases.read_all");
  const [showsPlans, setShowsPlans] = useState(false);
  const scope = readsAll && search.scope !== "mine" ? "all" : "mine";
  const filter = filterOf(search, scope);
  const [looked, setLooked] = useState("");
  const sort = search.sort ?? "attention";
  const studentIds = useFoundStudents(looked);
  const query = useCases(filter, { sort, studentIds });
  const stats = useCaseStats(scope);
  const recurring = useRecurring(scope);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.cases);
  const today = pages[0]?.today ?? "";
  const names = useStudentNames([...new Set(rows.map(({ studentId }) => studentId))], "work");
  const isBoard = search.as === "board";
  const go = (next: Search): void => {
    setChosen(new Set());
    void navigate({ search: { ...next, ...(isBoard ? { as: "board" as const } : {}) }, replace: true });
  };
  const toggleBoard = (): void =>
    void navigate({
      search: ({ as: _, ...rest }) => (isBoard ? rest : { ...rest, as: "board" as const }),
      replace: true,
    });
  useShortcuts({
    b: toggleBoard,
    s: openMenuHere,
    x: () => rowHere()?.querySelector<HTMLElement>("[type=checkbox]")?.click(),
  });
  const choose = (caseId: string, isChosen: boolean): void =>
    setChosen((before) => new Set(isChosen ? [...before, caseId] : [...before].filter((one) => one !== caseId)));
  const isFiltered = looked.trim() !== "" || Object.keys(search).some((key) => key !== "as" && key !== "sort");
  const clear = (): void => {
    setLooked("");
    go({});
  };
  const shown = { rows, names, today };
  return (
    <Page
      actions={
        <>
          <Button aria-pressed={isBoard} shortcut="b" onPress={toggleBoard}>
            {isBoard ? "As a table" : "As a board"}
          </Button>
          <ExportButton
            choice={namesChoice}
            title="Save the list of cases"
            onExport={({ mutationId, format, isChosen }) =>
              client.casework.exportList.mutate({
                ...filter,
                sort,
                ...(studentIds === null ? {} : { studentIds: [...studentIds] }),
                mutationId,
                format,
                withNames: isChosen,
              })
            }
          >
            The cases of the filter on view, in the same order. What was said in them is not in the file.
          </ExportButton>
          {permissions.includes("cases.manage_all") && <Button onPress={() => setShowsPlans(true)}>Ready plans</Button>}
          <RecordButton variant="primary" />
        </>
      }
      meta={`${scope === "all" ? "The whole school" : "Yours"}, ${sortWords[sort]}`}
      title="Cases"
    >
      <Suspense>{showsPlans && <ReadyPlans onClose={() => setShowsPlans(false)} />}</Suspense>
      <WaitingLine />
      <CaseStats stats={stats.data} onOpen={(next) => go(searchOf({ ...next, scope }))} />
      {recurring.data !== undefined && <RecurringBanner found={recurring.data} />}
      <div className="flex flex-col gap-3">
        <CaseFilters looked={looked} maySeeAll={readsAll} search={search} onChange={go} onLook={setLooked} />
        <Suspense>
          <SavedViews filter={filter} onOpen={(next) => go(searchOf(next as CaseFilter))} />
        </Suspense>
        {search.student !== undefined && (
          <p>
            <Chip tone="accent" onRemove={() => go(searchOf(filter))}>
              {`About ${names.calledOf(search.student) ?? rows[0]?.displayCode ?? "one student"}`}
            </Chip>
          </p>
        )}
      </div>
      <div className="flex flex-col gap-4" ref={list}>
        {query.data === undefined ? (
          query.error === null ? (
            <SkeletonRows label="The cases are loading" rows={6} />
          ) : (
            <ProblemState
              error={query.error}
              isRetrying={query.isFetching}
              what="The cases"
              onRetry={() => void query.refetch()}
            />
          )
        ) : rows.length === 0 ? (
          <EmptyState
            action={isFiltered ? <Button onPress={clear}>Clear the filters</Button> : <RecordButton />}
            title={isFiltered ? "No case fits these filters" : "No cases"}
          >
            {isFiltered ? "Every filter above narrows the list." : "Cases start with a meeting."}
          </EmptyState>
        ) : isBoard ? (
          <CaseBoard
            {...shown}
            isPart={query.hasNextPage}
            onShowClosed={filter.status === "active" ? () => go({ ...searchOf(filter), status: "all" }) : null}
          />
        ) : isPhone ? (
          <CaseLines {...shown} />
        ) : (
          <CaseTable
            {...shown}
            chosen={chosen}
            sort={sort}
            onChoose={choose}
            onSort={(next) => go(sortedBy(search, next))}
          />
        )}
        {query.hasNextPage && (
          <Button
            className="self-center"
            isPending={query.isFetchingNextPage}
            onPress={() => void query.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </div>
      {chosen.size > 0 && (
        <ChosenBar rows={rows.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
      )}
    </Page>
  );
};
