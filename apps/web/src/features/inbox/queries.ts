import type { Day, Instant } from "@handrail/domain/kernel/time";
import type { Inbox, InboxLine, InboxTab } from "@handrail/domain/notifications/schema";
import { type InfiniteData, useInfiniteQuery, useMutation } from "@tanstack/react-query";

import { api, client, newId, queryClient } from "../../lib/api.ts";
import { useHearing, useLiveState } from "../../realtime/hooks.ts";

const again = 5_000;
const retrying = {
  refetchInterval: ({ state }: { state: { status: string } }) => (state.status === "error" ? again : 5 * 60_000),
} as const;

const keyOf = (tab: InboxTab) => [...api.notifications.inbox.queryKey(), tab];
const countKey = api.notifications.count.queryKey();

type After = { readonly createdAt: Instant; readonly id: string } | null;

/** The lines under a tab, page by page, as they come and go. */
export const useInbox = (tab: InboxTab) => {
  const query = useInfiniteQuery({
    queryKey: keyOf(tab),
    queryFn: ({ pageParam, signal }): Promise<Inbox> =>
      client.notifications.inbox.query({ tab, ...(pageParam === null ? {} : { after: pageParam }) }, { signal }),
    initialPageParam: null as After,
    getNextPageParam: ({ hasMore, lines }): After => {
      const last = lines.at(-1);
      return hasMore && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null;
    },
    ...retrying,
  });
  useHearing("inbox", () => void query.refetch({ cancelRefetch: false }));
  const live = useLiveState();
  const [first] = query.data?.pages ?? [];
  const isOld = first !== undefined && (query.isError || live === "offline");
  return {
    query,
    lines: query.data?.pages.flatMap(({ lines }) => lines) ?? [],
    /** When the newest answer was given; null before there is one. */
    at: first?.asOf ?? null,
    isOld,
  };
};

export type InboxAct =
  | { readonly act: "read" | "done" | "open"; readonly line: InboxLine }
  | { readonly act: "snooze"; readonly line: InboxLine; readonly until: Day };

type Pages = InfiniteData<Inbox, After>;

const changed = (pages: Pages | undefined, { act, line }: InboxAct): Pages | undefined =>
  pages && {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      lines:
        act === "read"
          ? page.lines.map((one) => (one.id === line.id ? { ...one, isRead: true } : one))
          : page.lines.filter(({ id }) => id !== line.id),
    })),
  };

/** Reads a line, is done with it, puts it off, or takes that back. The list follows at once. */
export const useInboxAct = (tab: InboxTab) =>
  useMutation({
    mutationFn: (asked: InboxAct) => {
      const change = { mutationId: newId(), notificationId: asked.line.id };
      return asked.act === "snooze"
        ? client.notifications.snooze.mutate({ ...change, until: asked.until })
        : client.notifications.settle.mutate({ ...change, as: asked.act });
    },
    onMutate: (asked) => {
      if (asked.act !== "open") queryClient.setQueryData<Pages>(keyOf(tab), (pages) => changed(pages, asked));
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: api.notifications.inbox.pathKey() }),
        queryClient.invalidateQueries({ queryKey: countKey }),
      ]),
  });
