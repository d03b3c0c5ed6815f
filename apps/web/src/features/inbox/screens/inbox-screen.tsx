import { dayIn } from "@handrail/domain/kernel/time";
import type { InboxLine } from "@handrail/domain/notifications/schema";
import { Button } from "@handrail/ui/button";
import { buttonClass } from "@handrail/ui/button-class";
import { EmptyState } from "@handrail/ui/empty-state";
import { ErrorState } from "@handrail/ui/error-state";
import { SkeletonRows } from "@handrail/ui/skeleton";
import { toast } from "@handrail/ui/toast";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useRef, useState } from "react";

import { problemOf } from "../../../lib/api.ts";
import { useNow } from "../../../lib/now.ts";
import { clockTime, moment, shortDay } from "../../../lib/time.ts";
import { type KeyList, useKeyList } from "../../../shell/keys.tsx";
import { useMe } from "../../../shell/me.ts";
import { Page } from "../../../shell/page.tsx";
import { useRowKeys } from "../../sessions/components/use-row-keys.ts";
import { useStudentNames } from "../../students/components/student-name.tsx";
import { InboxDetail } from "../components/inbox-detail.tsx";
import { InboxRow, type LineActs } from "../components/inbox-row.tsx";
import { InboxTabs } from "../components/inbox-tabs.tsx";
import { useInboxKeys } from "../components/use-inbox-keys.ts";
import { type InboxAct, useInbox, useInboxAct } from "../queries.ts";
import { tabWords } from "../words.ts";

const route = getRouteApi("/shell/inbox");

const keys: KeyList = {
  title: "Inbox",
  rows: [
    { keys: ["j", "k"], does: "Next and previous entry" },
    { keys: ["Enter"], does: "Open it" },
    { keys: ["e"], does: "Mark as done" },
    { keys: ["h"], does: "Put off until tomorrow" },
  ],
};

/** One queue for everything that needs me. */
export const InboxScreen = () => {
  useKeyList(keys);
  const { zone } = useMe();
  const { tab = "all" } = route.useSearch();
  const { query, lines, at, isOld } = useInbox(tab);
  const act = useInboxAct(tab);
  const now = useNow();
  const today = dayIn(zone, now);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = lines.find(({ id }) => id === chosenId) ?? lines[0];
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const names = useStudentNames([...new Set(lines.flatMap(({ studentId }) => studentId ?? []))].sort(), "work");

  /** The line goes: its neighbour is next, and keeps the keys going. */
  const goOn = (line: InboxLine): void => {
    const place = lines.findIndex(({ id }) => id === line.id);
    const next = lines[place + 1] ?? lines[place - 1];
    setChosenId(next?.id ?? null);
    const target = next && list.current?.querySelector<HTMLElement>(`[data-line="${next.id}"]`);
    (target ?? document.querySelector<HTMLElement>("h1"))?.focus();
  };
  const onError = (error: unknown): void => void toast({ message: problemOf(error).message, tone: "problem" });
  const leave = (asked: InboxAct, message: string): void => {
    goOn(asked.line);
    act.mutate(asked, {
      onSuccess: () => {
        toast({
          message,
          action: { label: "Undo", onPress: () => act.mutate({ act: "open", line: asked.line }, { onError }) },
        });
      },
      onError,
    });
  };
  const acts: LineActs = {
    choose: ({ id }) => setChosenId(id),
    open: (line) => {
      if (!line.isRead) act.mutate({ act: "read", line }, { onError });
    },
    finish: (line) => leave({ act: "done", line }, "Done"),
    putOff: (line, until) => leave({ act: "snooze", line, until }, `Put off until ${shortDay(until)}`),
  };
  useInboxKeys(isOld ? undefined : chosen, today, acts);
  const open = query.data?.pages.at(-1)?.open;

  return (
    <Page meta={open === undefined || open === 0 ? " " : `${open} open`} title="Inbox">
      <InboxTabs />
      {at === null ? (
        query.error === null ? (
          <SkeletonRows label="The inbox is loading" rows={6} />
        ) : (
          <ErrorState
            isRetrying={query.isFetching}
            safe={`${problemOf(query.error).message} Nothing of it is lost.`}
            title="The inbox did not load"
            onRetry={() => void query.refetch()}
          />
        )
      ) : (
        <>
          {isOld && (
            <p className="text-ui text-ink-2" role="status">
              As of {moment(zone, at, now)}. You can mark entries as done or put them off when Handrail can be reached.
            </p>
          )}
          {lines.length === 0 ? (
            <EmptyState
              action={
                tab !== "all" && (
                  <Link className={buttonClass()} replace search={{}} to="/inbox">
                    See all entries
                  </Link>
                )
              }
              title={
                tab === "all"
                  ? `Inbox clear at ${clockTime(zone, at)}`
                  : `Nothing under ${tabWords[tab]} at ${clockTime(zone, at)}`
              }
            >
              Follow-ups that are due, cases escalated to you, mentions and decisions appear here automatically.
            </EmptyState>
          ) : (
            <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
              <div className="flex flex-col gap-4" ref={list}>
                <ul className="rounded-card border-line bg-surface overflow-hidden border" role="list">
                  {lines.map((line) => (
                    <InboxRow
                      acts={acts}
                      isChosen={line === chosen}
                      isOffline={isOld}
                      key={line.id}
                      line={line}
                      names={names}
                      now={now}
                      today={today}
                      zone={zone}
                    />
                  ))}
                </ul>
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
              {chosen !== undefined && (
                <InboxDetail line={chosen} names={names} now={now} zone={zone} onOpen={() => acts.open(chosen)} />
              )}
            </div>
          )}
        </>
      )}
    </Page>
  );
};
