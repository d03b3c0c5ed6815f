import { rawStatement } from "@handrail/db/statement";
import type { CaseStats, Recurring, RecurringInput } from "@handrail/domain/casework/case-schema";
import { isActive } from "@handrail/domain/casework/machine";
import { isWithoutImprovement } from "@handrail/domain/casework/rules";
import { CaseStatus, RootCause, type Urgency } from "@handrail/domain/casework/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { sql } from "drizzle-orm";
import type * as z from "zod/mini";

import { read, type Scope } from "../../kernel/scope.ts";
import { me, person, tenant } from "./case-rows.ts";
import { cursorOf, placeOf } from "./cursor.ts";

const mine = sql`${sql.placeholder("mine")}::boolean`;
const isSchool = sql`(select reads_all from me) and not ${mine}`;
const isOwn = sql`(not (select reads_all from me) or ${mine})`;

interface CountRow {
  readonly status: CaseStatus;
  readonly urgency: Urgency;
  readonly rootCause: RootCause;
  readonly cases: number;
  readonly meetings: number;
}

const columns = sql`k.status, k.urgency, k.root_cause as "rootCause", k.cases, k.meetings`;

/** The kept counters: at most one for each status, urgency and cause, however many cases there are. */
export const countRows = rawStatement<{ mine: boolean }, CountRow>()(sql`
  with ${me}
  select ${columns} from case_counters k where k.tenant_id = ${tenant} and k.person_id is null and ${isSchool}
  union all
  select ${columns} from case_counters k where k.tenant_id = ${tenant} and k.person_id = ${person} and ${isOwn}`);

const overdue = sql`coalesce(sum(k.cases), 0)::int as cases from case_follow_up_counters k`;

export const overdueCount = rawStatement<{ mine: boolean }, { cases: number }>()(sql`
  with ${me}, counted as (
    select ${overdue} where k.tenant_id = ${tenant} and k.person_id is null and k.day < (select today from me) and ${isSchool}
    union all
    select ${overdue} where k.tenant_id = ${tenant} and k.person_id = ${person} and k.day < (select today from me) and ${isOwn})
  select sum(cases)::int as cases from counted`);

type Scoped = Pick<z.infer<typeof RecurringInput>, "scope">;

export const caseStats = async (scope: Scope, input: Scoped): Promise<CaseStats> => {
  const values = { mine: input.scope === "mine" };
  const { actor, rows } = await read(scope, countRows(values), overdueCount(values));
  const [counts, [late]] = rows;
  const sum = (of: "cases" | "meetings", which: (row: CountRow) => boolean): number =>
    counts.filter(which).reduce((total, row) => total + row[of], 0);
  return {
    covers: has(actor, "cases.read_all") && input.scope === "all" ? "school" : "mine",
    meetings: sum("meetings", () => true),
    active: sum("cases", (row) => isActive(row.status)),
    highUrgency: sum("cases", (row) => isActive(row.status) && row.urgency === "high"),
    overdue: late?.cases ?? 0,
    byStatus: CaseStatus.options.map((status) => ({ status, cases: sum("cases", (row) => row.status === status) })),
    byRootCause: RootCause.options.map((rootCause) => ({
      rootCause,
      active: sum("cases", (row) => row.rootCause === rootCause && isActive(row.status)),
    })),
  };
};

interface RecurringRow {
  readonly studentId: StudentId;
  readonly displayCode: string;
  readonly gradeLevel: string;
  readonly cases: number;
  readonly active: number;
  readonly improving: number;
  readonly meetings: number;
  readonly lastContactOn: Day | null;
}

interface RecurringValues {
  readonly mine: boolean;
  readonly withoutImprovement: boolean;
  readonly afterMeetings: string | null;
  readonly afterId: string | null;
  readonly limit: number;
}

// Two, as `recurringFrom` says; spelled out, since the index holds no others.
const recurringPage = sql`k.meetings >= 2
    and (not ${sql.placeholder("withoutImprovement")}::boolean or k.active > 0 and k.improving = 0)
    and (${sql.placeholder("afterMeetings")}::int is null or k.meetings <= ${sql.placeholder("afterMeetings")}::int
      and (k.meetings < ${sql.placeholder("afterMeetings")}::int or k.student_id > ${sql.placeholder("afterId")}::uuid))
  order by k.meetings desc, k.student_id limit ${sql.placeholder("limit")}`;

export const recurringRows = rawStatement<RecurringValues, RecurringRow>()(sql`
  with ${me}, page as (
    (select k.* from case_student_counters k where k.tenant_id = ${tenant} and k.person_id is null and ${isSchool} and ${recurringPage})
    union all
    (select k.* from case_student_counters k where k.tenant_id = ${tenant} and k.person_id = ${person} and ${isOwn} and ${recurringPage})
  )
  select p.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", p.cases, p.active,
    p.improving, p.meetings,
    (select max(c.last_contact_on)::text from cases c where c.tenant_id = ${tenant} and c.student_id = p.student_id
      and c.deleted_at is null and (p.person_id is null or c.created_by = p.person_id or c.escalated_to = p.person_id
        or exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = p.person_id))) as "lastContactOn"
    from page p join students st on st.tenant_id = ${tenant} and st.id = p.student_id
   order by p.meetings desc, p.student_id`);

/** Students who come back again and again, by the kept counters. */
export const recurring = async (scope: Scope, input: z.infer<typeof RecurringInput>): Promise<Recurring> => {
  const after = input.cursor === undefined ? null : placeOf(input.cursor, "number");
  const { actor, rows } = await read(
    scope,
    recurringRows({
      mine: input.scope === "mine",
      withoutImprovement: input.withoutImprovement,
      afterMeetings: after?.sort ?? null,
      afterId: after?.id ?? null,
      limit: input.limit + 1,
    }),
  );
  const [found] = rows;
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    covers: has(actor, "cases.read_all") && input.scope === "all" ? "school" : "mine",
    students: shown.map(({ improving, ...row }) => ({
      ...row,
      withoutImprovement: isWithoutImprovement({ ...row, improving }),
    })),
    next:
      found.length > input.limit && last !== undefined
        ? cursorOf({ sort: String(last.meetings), id: last.studentId })
        : null,
  };
};
