import { InterventionStatus, InterventionType } from "@handrail/domain/interventions/schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useDeferredValue, useRef, useState } from "react";

import { client } from "../../../lib/api.ts";
import { ExportButton } from "../../../shell/export-button.tsx";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { LastKnown } from "../../../shell/last-known.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { useIsPhone } from "../../attendance/components/use-is-phone.ts";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { InterventionTable } from "../components/intervention-table.tsx";
import { ListFilters } from "../components/list-filters.tsx";
import { ProblemState } from "../components/problem-state.tsx";
import { SectionSwitch } from "../components/section-switch.tsx";
import { type InterventionFilter, useInterventions, useProgramOptions } from "../queries.ts";
import { optionsOf, statusWords, typeWords } from "../words.ts";

const NewIntervention = lazy(async () => ({
  default: (await import("../components/new-intervention.tsx")).NewIntervention,
}));

const route = getRouteApi("/shell/interventions");

const keys: KeyList = {
  title: "Interventions",
  rows: [
    { keys: ["/"], does: "Search" },
    { keys: ["j", "k"], does: "Next and previous intervention" },
    { keys: ["Enter"], does: "Open the intervention" },
    { keys: ["n"], does: "New intervention" },
  ],
};

const tiers = ["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` }));

const useFilter = () => {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const maySeeAll = useMe().permissions.includes("interventions.read_all");
  const [text, setText] = useState("");
  const sought = useDeferredValue(text.trim());
  const filter: InterventionFilter = {
    scope: maySeeAll && search.scope !== "mine" ? "all" : "mine",
    ...(sought === "" ? {} : { text: sought }),
    ...(search.status === undefined ? {} : { status: search.status }),
    ...(search.type === undefined ? {} : { type: search.type }),
    ...(search.tier === undefined ? {} : { tier: search.tier }),
    ...(search.program === undefined ? {} : { programId: search.program }),
  };
  const put = (part: Partial<typeof search>): void =>
    void navigate({
      search: (before) =>
        Object.fromEntries(Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
    });
  return { search, filter, text, setText, put, maySeeAll };
};

/** What runs, how much of it reached the students, and where nothing has been measured for long. */
export const InterventionsScreen = () => {
  useKeyList(keys);
  const isPhone = useIsPhone();
  const { search, filter, text, setText, put, maySeeAll } = useFilter();
  const query = useInterventions(filter);
  const programs = useProgramOptions(search.program);
  const [isNew, setNew] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const filters = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const mayCreate = pages[0]?.mayCreate === true;
  useShortcuts({ "/": () => filters.current?.querySelector("input")?.focus() });
  useShortcuts({ n: () => setNew(true) }, { isDisabled: !mayCreate });
  const isFiltered = Object.keys(filter).length > 1;
  const clear = (): void => {
    setText("");
    put({ status: undefined, type: undefined, tier: undefined, program: undefined });
  };
  return (
    <Page
      actions={
        <>
          <SectionSwitch />
          <ExportButton
            title="Save the list of interventions"
            onExport={({ mutationId, format }) =>
              client.interventions.exportList.mutate({ ...filter, mutationId, format })
            }
          >
            The interventions of the filter on view. No student is in the file.
          </ExportButton>
          {mayCreate && (
            <Button shortcut="n" variant="primary" onPress={() => setNew(true)}>
              New intervention
            </Button>
          )}
        </>
      }
      meta={filter.scope === "all" ? "The whole school" : "Those you own, lead or help with"}
      title="Interventions"
    >
      <ListFilters
        choices={[
          ...(maySeeAll
            ? [
                {
                  label: "Whose",
                  options: [{ value: "mine", label: "Mine" }],
                  value: search.scope,
                  onChange: (scope?: string) => put({ scope: scope === "mine" ? "mine" : undefined }),
                },
              ]
            : []),
          {
            label: "Status",
            options: optionsOf(statusWords),
            value: search.status,
            onChange: (status) => put({ status: InterventionStatus.safeParse(status).data }),
          },
          {
            label: "Kind",
            options: optionsOf(typeWords),
            value: search.type,
            onChange: (type) => put({ type: InterventionType.safeParse(type).data }),
          },
          {
            label: "Program",
            options: programs,
            value: search.program,
            onChange: (program) => put({ program }),
          },
          {
            label: "Tier",
            options: tiers,
            value: search.tier === undefined ? undefined : String(search.tier),
            onChange: (tier) => put({ tier: tier === undefined ? undefined : Number(tier) }),
          },
        ]}
        ref={filters}
        text={text}
        onText={setText}
      />
      {query.data === undefined ? (
        query.error === null ? (
          <SkeletonRows label="The interventions are loading" rows={6} />
        ) : (
          <ProblemState
            error={query.error}
            isRetrying={query.isFetching}
            what="The interventions"
            onRetry={() => void query.refetch()}
          />
        )
      ) : rows.length === 0 ? (
        <EmptyState
          action={isFiltered && <Button onPress={clear}>Clear the filters</Button>}
          title={isFiltered ? "No intervention fits these filters" : "No interventions yet"}
        >
          {isFiltered
            ? "Every filter above narrows the list."
            : "An intervention is a program that runs, with an owner, dates, goals and students."}
        </EmptyState>
      ) : (
        <>
          <LastKnown query={query} />
          <InterventionTable isNarrow={isPhone} ref={list} rows={rows} />
          {query.hasNextPage && (
            <Button
              className="self-center"
              isPending={query.isFetchingNextPage}
              onPress={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
      <Suspense>{isNew && <NewIntervention onClose={() => setNew(false)} />}</Suspense>
    </Page>
  );
};
