import type { Item, KeptMark } from "./item.ts";

export type Items = readonly Item[];

export const inOrder = (a: Item, b: Item): number => a.seq - b.seq || a.mutationId.localeCompare(b.mutationId);
export const sameQueue = (item: Item, wish: Pick<Item, "sessionId" | "personId">): boolean =>
  item.sessionId === wish.sessionId && item.personId === wish.personId;

export const withMarks = (item: Item & { procedure: "record" }, marks: readonly KeptMark[]): Item => ({
  ...item,
  input: { ...item.input, marks },
});

/** The later mark wins; a note that it does not mention stays, as on the server. */
export const over = (earlier: KeptMark, later: KeptMark): KeptMark => ({
  ...(earlier.note === undefined ? {} : { note: earlier.note }),
  ...later,
  baseVersion: earlier.baseVersion,
});

/** Marks without those of some students; the item goes when nothing is left in it. */
export const dropMarks = (items: Items, mutationId: string, students: readonly string[]): Items =>
  items.flatMap((item) => {
    if (item.mutationId !== mutationId || item.procedure !== "record") return [item];
    const marks = item.input.marks.filter((mark) => !students.includes(mark.studentId));
    return marks.length === 0 ? [] : [withMarks(item, marks)];
  });
