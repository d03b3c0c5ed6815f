import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { SkeletonRows } from "@handrail/ui/skeleton";

import { useNow } from "../../../lib/now.ts";
import { moment } from "../../../lib/time.ts";
import { LastKnown } from "../../../shell/last-known.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { ProblemState } from "../../interventions/components/problem-state.tsx";
import { JobState } from "../components/job-state.tsx";
import { useJobs } from "../queries.ts";
import { kindWords } from "../words.ts";

const List = () => {
  const { zone } = useMe();
  const now = useNow();
  const query = useJobs();
  const { data, error } = query;
  if (data === undefined)
    return error === null ? (
      <SkeletonRows label="The jobs are loading" rows={5} />
    ) : (
      <ProblemState error={error} isRetrying={query.isFetching} what="The jobs" onRetry={() => void query.refetch()} />
    );
  const rows = data.pages.flatMap((page) => page.rows);
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing has run yet">
        Long tasks, such as writing to many families, are listed here.
      </EmptyState>
    );
  return (
    <>
      <LastKnown query={query} />
      <ul aria-label="Jobs" className="border-line divide-line divide-y border-y" role="list">
        {rows.map((job) => (
          <li
            className="grid gap-x-6 gap-y-2 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]"
            data-job={job.id}
            key={job.id}
          >
            <div className="min-w-0">
              <h2 className="text-body font-semibold">{kindWords[job.kind]}</h2>
              <p className="text-meta text-ink-2">
                {job.by ?? "By itself"}, {moment(zone, job.createdAt, now)}
                {job.finishedAt !== null && `; ended ${moment(zone, job.finishedAt, now)}`}
              </p>
            </div>
            <JobState job={job} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          className="self-start"
          isPending={query.isFetchingNextPage}
          size="sm"
          onPress={() => void query.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </>
  );
};

/** What runs in the background: how far it is, what came of it, and again where it failed. */
export const JobsScreen = () => (
  <Page meta="Tasks in the background, newest first" title="Jobs">
    <List />
  </Page>
);
