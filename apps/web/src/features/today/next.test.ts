import type { SessionListRow } from "@handrail/domain/sessions/schema";
import { describe, expect, test } from "vitest";

import { foldedWords, nextList, type Decision, type FollowUp, type NextFacts } from "./next.ts";

const now = "2026-11-20T10:00:00.000Z";

const session = (title: string, starts: string, ends: string): SessionListRow => ({
  id: title as SessionListRow["id"],
  kind: "intervention",
  title,
  startsAt: `2026-11-20T${starts}:00.000Z`,
  endsAt: `2026-11-20T${ends}:00.000Z`,
  status: "scheduled",
  cancelledReason: null,
  location: null,
  facilitatorId: null,
  facilitator: null,
  expected: 4,
  unmarked: 4,
  zone: "Europe/London",
  mayRecord: true,
});
const followUp = (id: string, dueOn: string): FollowUp => ({
  caseId: id as FollowUp["caseId"],
  studentId: "s" as FollowUp["studentId"],
  displayCode: "KESTREL-41",
  rootCause: "family",
  dueOn,
});
const decision = (id: string): Decision => ({
  recommendationId: id,
  interventionId: "i" as Decision["interventionId"],
  intervention: "Maths fluency",
  studentId: "s" as Decision["studentId"],
  displayCode: "KESTREL-41",
});

const facts: NextFacts = {
  sessions: [
    session("over", "08:00", "08:30"),
    session("running", "09:45", "10:15"),
    session("soon", "10:55", "11:25"),
    session("later", "13:30", "14:00"),
  ],
  followUps: [followUp("today", "2026-11-20"), followUp("overdue", "2026-11-03")],
  decisions: [decision("exit")],
};

const ids = (list: ReturnType<typeof nextList>) =>
  list.parts.map(({ title, items }) => [title, items.map(({ id }) => id)]);

describe("one list", () => {
  test("holds what runs, what comes within the hour, what is due, what comes later and what was", () => {
    expect(ids(nextList(facts, now))).toEqual([
      ["Now", ["running"]],
      ["Next", ["soon", "overdue", "today", "exit", "later"]],
      ["Earlier", ["over"]],
    ]);
  });

  test("shows seven lines; the rest folds, and is named", () => {
    const many = { ...facts, followUps: Array.from({ length: 9 }, (_, index) => followUp(`${index}`, "2026-11-03")) };
    const list = nextList(many, now);
    expect(list.parts.flatMap(({ items }) => items)).toHaveLength(7);
    expect(foldedWords(list.folded)).toBe("4 follow-ups · 1 exit decision · 13:30 later · 08:00 over");
    expect(nextList(many, now, true).folded).toEqual([]);
  });

  test("an eighth line stands rather than being hidden by a line as high as itself", () => {
    const eight = { ...facts, decisions: [decision("exit"), decision("another")] };
    expect(nextList(eight, now).folded).toEqual([]);
    const nine = { ...eight, decisions: [...eight.decisions, decision("third")] };
    expect(nextList(nine, now).folded).toHaveLength(2);
  });

  test("names three sessions that are folded away, and counts the others", () => {
    const sessions = Array.from({ length: 12 }, (_, index) => session(`Guitar ${index}`, "13:30", "14:00"));
    const { folded } = nextList({ sessions, followUps: [], decisions: [] }, now);
    expect(foldedWords(folded)).toMatch(/^13:30 Guitar \d+ · 13:30 Guitar \d+ · 13:30 Guitar \d+ · 2 more sessions$/);
  });
});
