import { addDays, type Day } from "@handrail/domain/kernel/time";
import type { ThreadEntry } from "@handrail/domain/students/schema";

/** What the thread shows in one place: an entry, or a run of quiet ones that stands as one line until it is opened. */
export type ThreadItem =
  | { readonly kind: "entry"; readonly entry: ThreadEntry }
  | { readonly kind: "run"; readonly entries: readonly ThreadEntry[] };

export interface ThreadWeek {
  readonly monday: Day;
  readonly items: readonly ThreadItem[];
}

/** Fewer than this stand for themselves. */
const shortestRun = 3;

const isQuiet = (entry: ThreadEntry): boolean =>
  entry.kind === "mark" && entry.status === "present" && entry.text === null;

/** Runs of Present fold into one line; whatever else happened stands out, and ends the run. */
export const itemsOf = (entries: readonly ThreadEntry[]): ThreadItem[] => {
  const items: ThreadItem[] = [];
  let run: ThreadEntry[] = [];
  const close = (): void => {
    if (run.length >= shortestRun) items.push({ kind: "run", entries: run });
    else items.push(...run.map((entry) => ({ kind: "entry" as const, entry })));
    run = [];
  };
  for (const entry of entries) {
    if (isQuiet(entry)) {
      run.push(entry);
      continue;
    }
    close();
    items.push({ kind: "entry", entry });
  }
  close();
  return items;
};

export const mondayOf = (day: Day): Day => {
  const weekday = new Date(`${day}T12:00:00.000Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
};

const dayOf = (item: ThreadItem): Day => (item.kind === "entry" ? item.entry.day : (item.entries[0]?.day ?? ""));

/** Newest first, week by week; a run belongs to the week it ended in. */
export const weeksOf = (entries: readonly ThreadEntry[]): ThreadWeek[] => {
  const weeks = new Map<Day, ThreadItem[]>();
  for (const item of itemsOf(entries)) {
    const monday = mondayOf(dayOf(item));
    weeks.set(monday, [...(weeks.get(monday) ?? []), item]);
  }
  return [...weeks].map(([monday, items]) => ({ monday, items }));
};
