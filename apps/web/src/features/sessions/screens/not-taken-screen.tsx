import { dayIn } from "@handrail/domain/kernel/time";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { getRouteApi } from "@tanstack/react-router";
import { useRef } from "react";

import { client } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { ExportButton } from "../../../shell/export-button.tsx";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { DayProblem } from "../components/day-problem.tsx";
import { NotTakenList } from "../components/not-taken-list.tsx";
import { useRowKeys } from "../components/use-row-keys.ts";
import { WhoseSwitch } from "../components/whose-switch.tsx";
import { useNotTaken } from "../plan-queries.ts";

const route = getRouteApi("/shell/sessions/not-taken");

const keys: KeyList = {
  title: "Not taken yet",
  rows: [
    { keys: ["j", "k"], does: "Next and previous session" },
    { keys: ["Enter"], does: "Open the roster" },
  ],
};

/** Sessions that are over and still hold students without a mark. */
export const NotTakenScreen = () => {
  useKeyList(keys);
  const me = useMe();
  const search = route.useSearch();
  const maySeeAll = me.permissions.includes("sessions.read_all");
  const scope = maySeeAll && search.scope === "school" ? "school" : "mine";
  const query = useNotTaken(scope, dayIn(me.zone, useNow()));
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const { data, error } = query;
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const [first] = data?.pages ?? [];
  return (
    <Page
      actions={
        <>
          {maySeeAll && <WhoseSwitch />}
          <ExportButton
            title="Save the list of rosters"
            onExport={({ mutationId, format }) => client.sessions.exportNotTaken.mutate({ scope, mutationId, format })}
          >
            {scope === "school" ? "The rosters of the whole school" : "Your rosters"} that are not taken yet. No student
            is in the file.
          </ExportButton>
        </>
      }
      meta="Sessions that are over, with students who have no mark yet"
      title="Not taken yet"
    >
      {first === undefined ? (
        error === null ? (
          <SkeletonRows label="The sessions are loading" rows={4} />
        ) : (
          <DayProblem error={error} isRetrying={query.isFetching} onRetry={() => void query.refetch()} />
        )
      ) : rows.length === 0 ? (
        <EmptyState title="Every roster is done">A past session is listed here while a student has no mark.</EmptyState>
      ) : (
        <div className="flex flex-col gap-4" ref={list}>
          <NotTakenList rows={rows} showFacilitator={scope === "school"} />
          {query.hasNextPage && (
            <Button
              className="self-start"
              isPending={query.isFetchingNextPage}
              onPress={() => void query.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </div>
      )}
    </Page>
  );
};
