import { announce } from "@handrail/ui/live-region";

import { students } from "./words.ts";

/** What colleagues do, gathered for a moment: one sentence for thirty marks. */
export const createHerald = () => {
  const counts = new Map<string, Set<string>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (name: string, studentIds: readonly string[]): void => {
    const seen = counts.get(name) ?? new Set();
    for (const id of studentIds) seen.add(id);
    counts.set(name, seen);
    timer ??= setTimeout(() => {
      for (const [who, rows] of counts) announce(`${who} marked ${students(rows.size)}.`);
      counts.clear();
      timer = undefined;
    }, 1_000);
  };
};
