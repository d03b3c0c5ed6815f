import type { RosterRow } from "@handrail/domain/attendance/schema";

import { type Answer, type Intent, type Item, type KeptMark, marksOf, type Problem, studentsOf } from "./item.ts";
import { dropMarks, inOrder, type Items, over, sameQueue, withMarks } from "./marks.ts";

/** The next thing a person meant, before it has its place in the queue. */
export interface Wish {
  readonly intent: Intent;
  readonly mutationId: string;
  readonly sessionId: string;
  readonly personId: string;
  readonly madeAt: string;
  /** Nothing is before it and the line is free: it is sent while it is being written down, so its body is fixed. */
  readonly isSentAtOnce: boolean;
}

/** Most marks that one request carries. */
const mostMarks = 200;

/** What a person decides now replaces what was refused before on the same rows. */
const withoutRefused = (items: Items, wish: Wish): Items => {
  if (wish.intent.procedure !== "record") return items;
  const students = wish.intent.input.marks.map((mark) => mark.studentId);
  return items
    .filter((item) => item.state === "attention" && sameQueue(item, wish))
    .reduce((rest, item) => dropMarks(rest, item.mutationId, students), items);
};

/**
 * A mark on a row with an own mark still under way stands on the same version as that one: the person has seen nothing
 * newer than their own mark, whatever has reached the device since.
 */
const chained = (mine: Items, marks: readonly KeptMark[]): KeptMark[] =>
  marks.map((mark) => {
    const earlier = mine.findLast((item) => item.state !== "attention" && studentsOf(item).includes(mark.studentId));
    const base = earlier && marksOf(earlier).find((m) => m.studentId === mark.studentId)?.baseVersion;
    return base === undefined ? mark : { ...mark, baseVersion: Math.min(base, mark.baseVersion) };
  });

/** Puts a wish at the end; a mark on a row whose last mark was never sent takes that one's place instead. */
export const enqueue = (before: Items, wish: Wish): Items => {
  if (before.some((item) => item.mutationId === wish.mutationId)) return before;
  const items = withoutRefused(before, wish);
  const mine = items.filter((item) => sameQueue(item, wish)).sort(inOrder);
  const last = mine.findLast((item) => item.state !== "attention");
  const { intent, isSentAtOnce, ...rest } = wish;
  if (intent.procedure === "record") {
    const [mark] = intent.input.marks;
    const isSingle = intent.input.marks.length === 1 && mark !== undefined;
    const host =
      isSingle && mine.findLast((item) => studentsOf(item).includes(mark.studentId) && item.state !== "attention");
    // Only when nothing about the session itself comes in between: marks before and after Finish are two things.
    const isOpen =
      host &&
      host.state === "waiting" &&
      host.procedure === "record" &&
      host.input.afterFinish === intent.input.afterFinish;
    const barrier = mine.findLast(
      (item) => item.state !== "attention" && (item.procedure === "finish" || item.procedure === "reopen"),
    );
    if (isSingle && isOpen && (barrier === undefined || barrier.seq < host.seq))
      return items.map((item) =>
        item === host
          ? withMarks(
              host,
              host.input.marks.map((m) => (m.studentId === mark.studentId ? over(m, mark) : m)),
            )
          : item,
      );
  }
  // Finishing twice, or finishing and reopening before anything was sent, says nothing.
  if (last && last.procedure === intent.procedure && (intent.procedure === "finish" || intent.procedure === "reopen"))
    return items;
  const seq = Math.max(0, ...items.filter((item) => item.sessionId === wish.sessionId).map((item) => item.seq)) + 1;
  const placed: Intent =
    intent.procedure === "record" && !isSentAtOnce
      ? { ...intent, input: { ...intent.input, marks: chained(mine, intent.input.marks) } }
      : intent;
  return [...items, { ...placed, ...rest, seq, state: isSentAtOnce ? "sending" : "waiting", problem: null }];
};

/** The oldest thing of this person to send: in order per session; what needs attention holds nothing up. */
export const nextToSend = (items: Items, personId: string): Item | undefined => {
  const heads = new Map<string, Item>();
  for (const item of items) {
    if (item.personId !== personId || item.state === "attention") continue;
    const head = heads.get(item.sessionId);
    if (head === undefined || inOrder(item, head) < 0) heads.set(item.sessionId, item);
  }
  return [...heads.values()].sort((a, b) => a.mutationId.localeCompare(b.mutationId))[0];
};

/**
 * Fixes an item before it is sent for the first time. Marks that wait right behind it come along in one request, as long
 * as each row occurs once: thirty marks made offline arrive together.
 */
export const freeze = (items: Items, mutationId: string): Items => {
  const head = items.find((item) => item.mutationId === mutationId);
  if (head === undefined || head.state !== "waiting") return items;
  if (head.procedure !== "record") return items.map((item) => (item === head ? { ...item, state: "sending" } : item));
  const marks = [...head.input.marks];
  const seen = new Set(studentsOf(head));
  const joined = new Set<Item>();
  const behind = items
    .filter((item) => sameQueue(item, head) && item.state !== "attention" && inOrder(item, head) > 0)
    .sort(inOrder);
  for (const item of behind) {
    if (item.procedure !== "record" || item.state !== "waiting" || item.input.afterFinish !== head.input.afterFinish)
      break;
    if (item.input.marks.some((mark) => seen.has(mark.studentId)) || marks.length + item.input.marks.length > mostMarks)
      break;
    marks.push(...item.input.marks);
    for (const mark of item.input.marks) seen.add(mark.studentId);
    joined.add(item);
  }
  return items
    .filter((item) => !joined.has(item))
    .map((item) => (item === head ? { ...withMarks(head, marks), state: "sending" } : item));
};

/** Own later marks stand on what the own earlier ones became; so one's own marks never look like somebody else's. */
const rebase = (items: Items, sessionId: string, rows: readonly RosterRow[]): Items => {
  const versions = new Map<string, number>(rows.map((row) => [row.studentId, row.version]));
  const raised = <T extends { studentId: string; baseVersion: number }>(input: T): T => ({
    ...input,
    baseVersion: Math.max(input.baseVersion, versions.get(input.studentId) ?? 0),
  });
  return items.map((item) => {
    if (item.sessionId !== sessionId || item.state !== "waiting" || !studentsOf(item).some((id) => versions.has(id)))
      return item;
    switch (item.procedure) {
      case "record":
        return withMarks(item, item.input.marks.map(raised));
      case "keep":
        return { ...item, input: raised(item.input) };
      case "setExpectation":
        return { ...item, input: raised(item.input) };
      case "addGuest":
      case "finish":
      case "reopen":
        return item;
    }
  });
};

const asAttention = (item: Item, problem: Problem): Item => ({ ...item, state: "attention", problem });

/** The queue after the server's answer to one item. */
export const answered = (items: Items, mutationId: string, answer: Answer): Items => {
  const item = items.find((other) => other.mutationId === mutationId);
  if (item === undefined) return items;
  if (answer.kind === "refused")
    return items.map((other) => (other === item ? asAttention(item, answer.problem) : other));
  const rest = items.filter((other) => other !== item);
  const reasons = [...new Set(answer.refused.map((mark) => mark.reason))];
  const kept = reasons.flatMap((reason, index): Item[] => {
    const group = answer.refused.filter((mark) => mark.reason === reason);
    const [first] = group;
    if (item.procedure !== "record" || first === undefined) return [];
    const marks = item.input.marks.filter((mark) => group.some((refused) => refused.studentId === mark.studentId));
    const part = withMarks(item, marks);
    const id = index === 0 ? mutationId : `${mutationId}/${index}`;
    return [asAttention({ ...part, mutationId: id }, { situation: first.situation, reason, details: first.details })];
  });
  const later = rebase(rest, item.sessionId, answer.rows);
  // A newer mark of the same person on the row has already taken the refused one's place.
  const superseded = new Set(
    later.filter((other) => sameQueue(other, item)).flatMap((other) => [...studentsOf(other)]),
  );
  return kept.reduce((all, one) => {
    const stale = studentsOf(one).filter((id) => superseded.has(id));
    return dropMarks([...all, one], one.mutationId, stale);
  }, later);
};

/** A refused item goes out again, under a new id since its body may have changed; an unknown failure keeps the old one. */
export const resend = (items: Items, mutationId: string, newId: string): Items =>
  items.map((item) => {
    if (item.mutationId !== mutationId || item.state !== "attention") return item;
    const isSame = item.problem?.situation === "UNKNOWN";
    const again: Item = {
      ...item,
      state: isSame ? "sending" : "waiting",
      problem: null,
      mutationId: isSame ? mutationId : newId,
    };
    return again.procedure === "record" && item.problem?.situation === "SESSION_FINISHED"
      ? { ...again, input: { ...again.input, afterFinish: true } }
      : again;
  });

export const discard = (items: Items, mutationId: string): Items =>
  items.filter((item) => item.mutationId !== mutationId);

/** Single things that wait here: each mark counts. */
export const countKept = (items: Items): number =>
  items.reduce((sum, item) => sum + (item.procedure === "record" ? item.input.marks.length : 1), 0);
