import type { Grid } from "@handrail/domain/progress/point-schema";
import { useEffect, useRef, useState } from "react";

import { api, client, mayPass, newId, problemOf, queryClient } from "../../../lib/api.ts";
import { useLiveState } from "../../../realtime/hooks.ts";
import { useMe } from "../../../shell/me.ts";
import { answered, keyOf, readyToSend, settled, typed, unsent, withResults, type Draft, type Drafts } from "./entry.ts";

export interface Entry {
  readonly drafts: Drafts;
  readonly type: (studentId: string, day: string, text: string) => void;
  /** Saves one cell, when it is left. */
  readonly leave: (studentId: string, day: string) => void;
  /** Writes many at once, as they were pasted. */
  readonly fill: (cells: readonly { studentId: string; day: string; text: string }[]) => void;
  readonly keep: (draft: Draft, which: "mine" | "theirs") => void;
  readonly tryAgain: () => void;
}

const notSaved = "Not saved yet. It is sent again as soon as Handrail can be reached.";

/** What is being written into a grid. Nothing that was typed is lost until it is saved or given up. */
export const useEntry = (grid: Grid): Entry => {
  const { name } = useMe();
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const latest = useRef({ grid, drafts });
  useEffect(() => {
    latest.current = { ...latest.current, grid };
  }, [grid]);

  const change = (next: Drafts): void => {
    latest.current = { ...latest.current, drafts: next };
    setDrafts(next);
  };

  const send = async (keys: readonly string[]): Promise<void> => {
    const { grid: shown, drafts: before } = latest.current;
    const { drafts: next, cells } = readyToSend(shown, before, keys);
    change(next);
    if (cells.length === 0) return;
    const { interventionId } = shown;
    try {
      const { results } = await client.progress.recordMany.mutate({
        mutationId: newId(),
        interventionId,
        cells: [...cells],
      });
      queryClient.setQueriesData<Grid>({ queryKey: api.progress.grid.queryKey() }, (held) =>
        held?.interventionId === interventionId ? withResults(held, results, name) : held,
      );
      latest.current = { ...latest.current, grid: withResults(latest.current.grid, results, name) };
      change(answered(latest.current.drafts, results));
    } catch (error) {
      const { situation, message } = problemOf(error);
      const isAway = mayPass(situation);
      change(unsent(latest.current.drafts, cells, isAway ? notSaved : message));
    }
  };

  const sendUnsent = (): void => {
    const keys = [...latest.current.drafts].flatMap(([key, { state }]) => (state === "unsent" ? [key] : []));
    if (keys.length > 0) void send(keys);
  };

  const live = useLiveState();
  const again = useRef(sendUnsent);
  useEffect(() => {
    again.current = sendUnsent;
  });
  useEffect(() => {
    if (live === "live") again.current();
  }, [live]);

  return {
    drafts,
    type: (studentId, day, text) => {
      const { grid: shown, drafts: before } = latest.current;
      change(typed(shown, before, { studentId, day, text }));
    },
    leave: (studentId, day) => void send([keyOf(studentId, day)]),
    fill: (cells) => {
      const { grid: shown } = latest.current;
      let next = latest.current.drafts;
      for (const cell of cells) next = typed(shown, next, cell);
      change(next);
      void send(cells.map(({ studentId, day }) => keyOf(studentId, day)));
    },
    keep: (draft, which) => {
      const key = keyOf(draft.studentId, draft.day);
      change(settled(latest.current.drafts, key, which));
      if (which === "mine") void send([key]);
    },
    tryAgain: sendUnsent,
  };
};
