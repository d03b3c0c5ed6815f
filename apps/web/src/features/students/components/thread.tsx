import type { Lane } from "@handrail/domain/students/schema";
import { Button } from "@handrail/ui/button";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { useEffect, useMemo, useRef } from "react";

import { problemOf } from "../../../lib/api.ts";
import { shortDay } from "../../../lib/time.ts";
import { entriesOf, useThread } from "../queries.ts";
import { weeksOf } from "../thread-items.ts";
import { laneWords } from "../words.ts";
import { ThreadLine } from "./thread-line.tsx";

export type ThreadProps = {
  studentId: string;
  zone: string;
  lanes: readonly Lane[];
  until: string | undefined;
  /** The entry that a link points at. */
  marked: string | undefined;
};

const Nothing = ({ lanes, until }: Pick<ThreadProps, "lanes" | "until">) => (
  <EmptyState
    title={
      lanes.length === 0
        ? "Nothing here yet"
        : `Nothing in ${lanes.map((lane) => laneWords[lane]).join(" and ")}${until === undefined ? "" : ` until ${shortDay(until)}`}`
    }
  >
    Marks of sessions, interventions, points of progress, meetings and messages are listed here, newest first.
  </EmptyState>
);

/** The student's story, newest first, week by week. */
export const Thread = ({ studentId, zone, lanes, until, marked }: ThreadProps) => {
  const thread = useThread(studentId, { lanes, until });
  const pages = thread.data?.pages;
  const weeks = useMemo(() => weeksOf(entriesOf(pages)), [pages]);
  const isThere = pages !== undefined;
  const shown = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!isThere || marked === undefined || shown.current === marked) return;
    shown.current = marked;
    document.querySelector(`#entry-${CSS.escape(marked)}`)?.scrollIntoView({ block: "center" });
  }, [isThere, marked]);
  if (pages === undefined)
    return thread.error === null ? (
      <SkeletonRows label="The thread is loading" rows={6} />
    ) : (
      <ErrorState
        isRetrying={thread.isFetching}
        safe={problemOf(thread.error).message}
        title="The thread did not load"
        onRetry={() => void thread.refetch()}
      />
    );
  if (weeks.length === 0) return <Nothing lanes={lanes} until={until} />;
  return (
    <div className="flex flex-col gap-4">
      {weeks.map(({ monday, items }) => (
        <section aria-labelledby={`week-${monday}`} key={monday}>
          <h3 className="text-meta text-ink-2 mb-1.5 font-semibold" id={`week-${monday}`}>
            Week of {shortDay(monday)}
          </h3>
          <ol className="rounded-card border-line bg-surface overflow-hidden border" role="list">
            {items.map((item) => {
              const first = item.kind === "run" ? item.entries[0] : item.entry;
              return (
                <ThreadLine
                  item={item}
                  key={`${item.kind} ${first?.kind ?? ""} ${first?.id ?? ""}`}
                  marked={marked}
                  studentId={studentId}
                  zone={zone}
                />
              );
            })}
          </ol>
        </section>
      ))}
      {thread.hasNextPage && (
        <Button isPending={thread.isFetchingNextPage} onPress={() => void thread.fetchNextPage()}>
          Show earlier
        </Button>
      )}
    </div>
  );
};
