import { has } from "@handrail/domain/kernel/actor";
import { canSeeStudent } from "@handrail/domain/students/policy";
import { dayAttendance, isMissedDay } from "@handrail/domain/students/rules";
import type { StudentInput, StudentPage } from "@handrail/domain/students/schema";
import type * as z from "zod/mini";

import { insist, no } from "../../kernel/refused.ts";
import { read, type Scope } from "../../kernel/scope.ts";
import {
  pageDays,
  pageFollowUps,
  pageGuardians,
  pageHead,
  pageInterventions,
  pageNow,
  pageStaff,
  pageWeeks,
} from "./page-facts.ts";
import { studentTies } from "./queries.ts";

/** Cells of the attendance strip. */
const stripDays = 30;

const instant = (at: string): string => new Date(at).toISOString();

/** A student's page but for the thread, which comes in pages of its own. */
export const openStudent = async (scope: Scope, input: z.infer<typeof StudentInput>): Promise<StudentPage> => {
  const { actor, rows } = await read(
    scope,
    studentTies(input),
    pageHead(input),
    pageStaff(input),
    pageGuardians(input),
    pageNow(input),
    pageDays(input),
    pageWeeks(input),
    pageInterventions(input),
    pageFollowUps(input),
  );
  const [[ties], [head], staff, guardians, [now], marks, weeks, interventions, followUps] = rows;
  insist(canSeeStudent(actor, ties));
  if (head === undefined) throw no("NOT_FOUND", "This student does not exist, or you may not see this student.");
  const { zone, today, since, ...student } = head;
  const days = marks.flatMap(({ day, ...counts }) => {
    const attendance = dayAttendance(counts);
    return attendance === null ? [] : [{ day, attendance }];
  });
  const ofYear = days.filter(({ day }) => day >= since);
  return {
    student,
    zone,
    today,
    staff,
    guardians,
    now: now === undefined ? null : { ...now, endsAt: instant(now.endsAt) },
    strip: days.slice(0, stripDays).toReversed(),
    year: {
      since,
      marked: ofYear.length,
      missed: ofYear.filter(({ attendance }) => isMissedDay(attendance)).length,
    },
    weeks,
    interventions: interventions.map((one) => ({
      ...one,
      since: instant(one.since),
      nextAt: one.nextAt === null ? null : instant(one.nextAt),
    })),
    followUps,
    mayReadAccess: has(actor, "audit.read"),
  };
};
