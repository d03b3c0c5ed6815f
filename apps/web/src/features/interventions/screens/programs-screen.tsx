import { InterventionType, ProgramStatus } from "@handrail/domain/interventions/schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useShortcuts } from "@handrail/ui/use-shortcuts";
import { lazy, Suspense, useDeferredValue, useRef, useState } from "react";

import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { Page } from "../../../shell/page.tsx";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { ListFilters } from "../components/list-filters.tsx";
import { ProblemState } from "../components/problem-state.tsx";
import { ProgramCard } from "../components/program-card.tsx";
import { SectionSwitch } from "../components/section-switch.tsx";
import { usePrograms } from "../queries.ts";
import { optionsOf, programStatusWords, typeWords } from "../words.ts";

const EditProgram = lazy(async () => ({ default: (await import("../components/edit-program.tsx")).EditProgram }));

const keys: KeyList = {
  title: "Programs",
  rows: [
    { keys: ["/"], does: "Search" },
    { keys: ["j", "k"], does: "Next and previous program" },
    { keys: ["n"], does: "New program" },
  ],
};

const tiers = ["1", "2", "3"].map((tier) => ({ value: tier, label: `Tier ${tier}` }));

/** The library of recipes that interventions are made from. */
export const ProgramsScreen = () => {
  useKeyList(keys);
  const [text, setText] = useState("");
  const [type, setType] = useState<InterventionType>();
  const [tier, setTier] = useState<string>();
  const [status, setStatus] = useState<ProgramStatus>();
  const [isNew, setNew] = useState(false);
  const sought = useDeferredValue(text.trim());
  const query = usePrograms({
    ...(sought === "" ? {} : { text: sought }),
    ...(type === undefined ? {} : { type }),
    ...(tier === undefined ? {} : { tier: Number(tier) }),
    ...(status === undefined ? {} : { status }),
  });
  const list = useRef<HTMLUListElement>(null);
  const filters = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const pages = query.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.rows);
  const mayManage = pages[0]?.mayManage === true;
  useShortcuts({ "/": () => filters.current?.querySelector("input")?.focus() });
  useShortcuts({ n: () => setNew(true) }, { isDisabled: !mayManage });
  const isFiltered = sought !== "" || type !== undefined || tier !== undefined || status !== undefined;
  return (
    <Page
      actions={
        <>
          <SectionSwitch />
          {mayManage && (
            <Button shortcut="n" variant="primary" onPress={() => setNew(true)}>
              New program
            </Button>
          )}
        </>
      }
      meta="Plans that interventions are made from"
      title="Programs"
    >
      <ListFilters
        choices={[
          {
            label: "Kind",
            options: optionsOf(typeWords),
            value: type,
            onChange: (next) => setType(InterventionType.safeParse(next).data),
          },
          { label: "Tier", options: tiers, value: tier, onChange: setTier },
          {
            label: "Status",
            options: optionsOf(programStatusWords),
            value: status,
            onChange: (next) => setStatus(ProgramStatus.safeParse(next).data),
          },
        ]}
        ref={filters}
        text={text}
        onText={setText}
      />
      {query.data === undefined ? (
        query.error === null ? (
          <SkeletonRows label="The programs are loading" rows={6} />
        ) : (
          <ProblemState
            error={query.error}
            isRetrying={query.isFetching}
            what="The programs"
            onRetry={() => void query.refetch()}
          />
        )
      ) : rows.length === 0 ? (
        <EmptyState title={isFiltered ? "No program fits these filters" : "No programs yet"}>
          A program says how often, how long, where, and what is measured. Interventions are made from it.
        </EmptyState>
      ) : (
        <>
          <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3" ref={list} role="list">
            {rows.map((program) => (
              <ProgramCard key={program.id} program={program} />
            ))}
          </ul>
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
      <Suspense>{isNew && <EditProgram program={null} onClose={() => setNew(false)} />}</Suspense>
    </Page>
  );
};
