import { patchRoster, patchSessionStatus } from "@handrail/domain/attendance/patch";
import type { Roster } from "@handrail/domain/attendance/schema";
import { createStore, useStore } from "@handrail/ui/store";
import { replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";

import { api, queryClient } from "../../../lib/api.ts";
import { useWatch } from "../../../realtime/hooks.ts";
import { queueStore } from "../queue/store.ts";
import { createActions } from "./actions.ts";
import { patchHeld, rosterKey } from "./apply.ts";
import { cachedRoster, keepRoster } from "./cached.ts";
import { createHerald } from "./herald.ts";
import { placeNames, useNames } from "./names.ts";
import { createSharer, overlay, type RosterView } from "./overlay.ts";
import { shortName } from "./words.ts";

const warn = (problem: unknown): void => console.warn("Nothing could be saved on this device.", problem);

/** An answer that was on its way while events came in may be older than what is held: it never takes marks back. */
const newer = (held: unknown, come: unknown): unknown => {
  const [before, after] = [held as Roster | undefined, come as Roster];
  return before !== undefined && before.version > after.version ? before : replaceEqualDeep(before, after);
};

/** Whoever joins later has no name here yet: the names are asked for again. Who was there at first was asked for then. */
const useStrangers = (roster: Roster | undefined, names: ReturnType<typeof useNames>): void => {
  const asked = useRef<ReadonlySet<string> | null>(null);
  const { data: known, isSuccess, refetch } = names;
  useEffect(() => {
    if (roster === undefined || !isSuccess) return;
    const before = asked.current;
    const ids = roster.rows.map(({ studentId }) => studentId);
    asked.current = new Set([...(before ?? []), ...ids]);
    if (before === null) return;
    const named = new Set<string>(known.map(({ studentId }) => studentId));
    if (ids.some((id) => !before.has(id) && !named.has(id))) void refetch({ cancelRefetch: false });
  }, [roster, known, isSuccess, refetch]);
};

/** The server's roster, from this device's own copy first when there is one. */
const useServerRoster = (sessionId: string, personId: string | undefined) => {
  const query = useQuery({
    ...api.attendance.roster.queryOptions({ sessionId }),
    structuralSharing: newer,
    refetchOnWindowFocus: true,
  });
  const names = useNames(sessionId, "roster");
  const [isRead, setIsRead] = useState(false);
  const [copiedAt, setCopiedAt] = useState<number | null>(null);
  useEffect(() => {
    if (personId === undefined) return;
    let isGone = false;
    const restore = async (): Promise<void> => {
      const copy = await cachedRoster(sessionId, personId);
      if (copy === null || isGone) return;
      placeNames(sessionId, copy.names);
      setCopiedAt(Date.parse(copy.savedAt));
      queryClient.setQueryData(rosterKey(sessionId), (held: Roster | undefined) => held ?? copy.roster, {
        updatedAt: Date.parse(copy.savedAt),
      });
    };
    restore()
      .catch(warn)
      .finally(() => !isGone && setIsRead(true));
    return () => {
      isGone = true;
    };
  }, [sessionId, personId]);
  const { data: roster, dataUpdatedAt } = query;
  const known = names.data;
  const areNamesOut = names.isPending;
  useEffect(() => {
    if (!isRead || areNamesOut || roster === undefined || personId === undefined) return;
    const savedAt = new Date(dataUpdatedAt).toISOString();
    // A class marked in a second is written once.
    const timer = setTimeout(() => {
      keepRoster({ sessionId, personId, savedAt, roster, names: known ?? [] }).catch(warn);
    }, 250);
    return () => clearTimeout(timer);
  }, [isRead, areNamesOut, roster, known, dataUpdatedAt, sessionId, personId]);
  useStrangers(roster, names);
  /** What is shown is this device's copy, and the server has not been heard since. */
  const isCopy = dataUpdatedAt === copiedAt && !query.isFetching;
  return { query, names, isCopy };
};

export const useRoster = (sessionId: string) => {
  const { data: me } = useQuery(api.access.me.queryOptions());
  const personId = me?.userId;
  const { query, names, isCopy } = useServerRoster(sessionId, personId);
  const items = useStore(queueStore);
  const roster = query.data;

  const [share] = useState(createSharer);
  const [shown] = useState(() => createStore<RosterView | null>(null));
  const view = useMemo((): RosterView | null => {
    if (roster === undefined) return null;
    const mine = items.filter((item) => item.sessionId === sessionId && item.personId === personId);
    const next = overlay(roster, mine);
    return { ...next, rows: share(next.rows) };
  }, [roster, items, share, sessionId, personId]);
  // A tap reads what is on the screen.
  useLayoutEffect(() => shown.set(view), [shown, view]);

  const actions = useMemo(
    () => (personId === undefined ? null : createActions(sessionId, personId, shown.get)),
    [sessionId, personId, shown],
  );

  const [breaths, setBreaths] = useState<ReadonlyMap<string, number>>(new Map());
  const [gone, setGone] = useState<string | null>(null);
  const [herald] = useState(createHerald);
  const heard = (event: { by: string; rows: readonly { studentId: string; version: number }[] }): void => {
    if (event.by === personId) return;
    setBreaths((before) => new Map([...before, ...event.rows.map((row) => [row.studentId, row.version] as const)]));
    const name = queryClient.getQueryData(rosterKey(sessionId))?.people.find((person) => person.id === event.by)?.name;
    herald(
      name === undefined ? "A colleague" : shortName(name),
      event.rows.map((row) => row.studentId),
    );
  };
  const status = (next: Roster["session"]["status"]) => (event: { sessionId: string; version: number }) =>
    patchHeld(sessionId, (held) => patchSessionStatus(held, { ...event, status: next }));
  useWatch(
    useMemo(() => ({ kind: "roster" as const, sessionId: sessionId as Roster["session"]["id"] }), [sessionId]),
    {
      held: () => queryClient.getQueryData(rosterKey(sessionId))?.version ?? null,
      stale: () => void queryClient.invalidateQueries({ queryKey: rosterKey(sessionId) }),
      events: {
        AttendanceRecorded: (event) => {
          patchHeld(sessionId, (held) => patchRoster(held, event));
          heard(event);
        },
        ExpectationChanged: (event) => patchHeld(sessionId, (held) => patchRoster(held, event)),
        SessionFinished: status("completed"),
        SessionReopened: status("scheduled"),
      },
      gone: setGone,
    },
  );

  return { query, names, isCopy, view, actions, items, breaths, gone, personId, people: roster?.people ?? [] };
};
