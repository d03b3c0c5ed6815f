import { useEffect, useMemo } from "react";

import { usePresence } from "../../../realtime/hooks.ts";
import { here } from "../../../realtime/live.ts";

export interface Holder {
  readonly name: string;
  readonly tone: number;
}

const settleMs = 120;

/** Says which row this person holds. Running down a list with the arrow keys is not holding every row on the way. */
export const useHold = (sessionId: string, studentId: string | null): void => {
  useEffect(() => {
    const timer = setTimeout(() => here({ kind: "roster", id: sessionId, at: studentId }), settleMs);
    return () => clearTimeout(timer);
  }, [sessionId, studentId]);
  useEffect(() => () => here(null), []);
};

/** Who holds which row, other than this person. The colour belongs to the person, as in the strip above. */
export const useHolders = (sessionId: string, personId: string | undefined): ReadonlyMap<string, Holder> => {
  const people = usePresence("roster", sessionId);
  return useMemo(() => {
    const others = people.filter((person) => person.id !== personId);
    return new Map(others.flatMap(({ name, at }, tone) => (at === null ? [] : [[at, { name, tone }] as const])));
  }, [people, personId]);
};
