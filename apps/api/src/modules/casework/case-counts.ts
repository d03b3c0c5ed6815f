import { rawStatement } from "@handrail/db/statement";
import type { CaseStats, Recurring, RecurringInput } from "@handrail/domain/casework/case-schema";
import { isActive } from "@handrail/domain/casework/machine";
import { isRecurring, isWithoutImprovement } from "@handrail/domain/casework/rules";
import { CaseStatus, RootCause, type Urgency } from "@handrail/domain/casework/schema";
import { has } from "@handrail/domain/kernel/actor";
import type { StudentId } from "@handrail/domain/kernel/ids";
import type { Day } from "@handrail/domain/kernel/time";
import { sql, type SQL } from "drizzle-orm";

import { read, type Scope } from "../../kernel/scope.ts";
import { isMine, me, person, tenant } from "./case-rows.ts";
import { cursorOf, placeOf } from "./cursor.ts";

interface CountRow {
  readonly status: CaseStatus;
  readonly urgency: Urgency;
  readonly rootCause: RootCause;
  readonly cases: number;
  readonly meetings: number;
}

const columns = sql`k.status, k.urgency, k.root_cause as "rootCause", k.cases, k.meetings`;

/** Two statements of one: what is mine, and what I may see. As values, Postgres would plan for each anew every time. */
const scoped = <S>(make: (mine: boolean) => S): { readonly mine: S; readonly all: S } => ({
  mine: make(true),
  all: make(false),
});

/** The school's counters and one's own, of which one is read: which, is known before either is begun. */
const eitherOf = (select: SQL, { mine, rest = sql`` }: { mine: boolean; rest?: SQL }): SQL =>
  mine
    ? sql`(${select} where k.tenant_id = ${tenant} and k.person_id = ${person} ${rest})`
    : sql`(${select} where k.tenant_id = ${tenant} and k.person_id is null and (select reads_all from me) ${rest})
        union all (${select} where k.tenant_id = ${tenant} and k.person_id = ${person} and not (select reads_all from me) ${rest})`;

/** The kept counters: at most one for each status, urgency and cause, however many cases there are. */
export const countRows = scoped((mine) =>
  rawStatement<object, CountRow>()(sql`with ${me} ${eitherOf(sql`select ${columns} from case_counters k`, { mine })}`),
);

/** As many counters as there are days with a follow-up behind us, however many cases wait for it. */
export const overdueCount = scoped((mine) =>
  rawStatement<object, { cases: number }>()(sql`
    with ${me}, counted as (
      ${eitherOf(sql`select k.cases from case_follow_up_counters k`, { mine, rest: sql`and k.day < (select today from me)` })})
    select coalesce(sum(cases), 0)::int as cases from counted`),
);

/** Meetings of the school that are restricted to teams which the reader is not on. */
export const hiddenMeetings = rawStatement<object, { meetings: number }>()(sql`
  select coalesce(sum(c.restricted_meetings), 0)::int as meetings from cases c
   where c.tenant_id = ${tenant} and c.restricted_meetings > 0 and c.deleted_at is null and not coalesce(${isMine}, false)`);

type Scoped = Pick<RecurringInput, "scope">;

export const caseStats = async (scope: Scope, input: Scoped): Promise<CaseStats> => {
  const { actor, rows } = await read(
    scope,
    countRows[input.scope]({}),
    overdueCount[input.scope]({}),
    hiddenMeetings({}),
  );
  const [counts, [late], [hidden]] = rows;
  const isSchool = has(actor, "cases.read_all") && input.scope === "all";
  const sum = (of: "cases" | "meetings", which: (row: CountRow) => boolean): number =>
    counts.filter(which).reduce((total, row) => total + row[of], 0);
  return {
    covers: isSchool ? "school" : "mine",
    meetings: sum("meetings", () => true) - (isSchool ? (hidden?.meetings ?? 0) : 0),
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
  readonly activeSince: Day | null;
  readonly today: Day;
  /** Meetings that the reader is not told of. */
  readonly hidden: number;
}

interface RecurringValues {
  readonly afterMeetings: string | null;
  readonly afterId: string | null;
}

interface RecurringShape {
  readonly withoutImprovement: boolean;
  readonly isNext: boolean;
  readonly isLong: boolean;
}

const recurringStatement = (shape: RecurringShape, mine: boolean) => {
  const after = sql`and k.meetings <= ${sql.placeholder("afterMeetings")}::int
    and (k.meetings < ${sql.placeholder("afterMeetings")}::int or k.student_id > ${sql.placeholder("afterId")}::uuid)`;
  // Two, as `recurringFrom` says, and the order spelled out from the first column on: so is the index.
  const rest = sql`and k.meetings >= 2
    ${shape.withoutImprovement ? sql`and k.active > 0 and k.improving = 0` : sql``}
    ${shape.isNext ? after : sql``}
    order by k.person_id, k.meetings desc nulls last, k.student_id ${shape.isLong ? sql`limit 101` : sql`limit 51`}`;
  return rawStatement<RecurringValues, RecurringRow>()(sql`
    with ${me}, page as (${eitherOf(sql`select k.* from case_student_counters k`, { mine, rest })})
    select p.student_id as "studentId", st.display_code as "displayCode", st.grade_level as "gradeLevel", p.cases, p.active,
      p.improving, p.meetings, counted.last::text as "lastContactOn", counted.since::text as "activeSince", counted.hidden,
      me.today::text as today
      from me cross join page p
      cross join lateral (select max(c.last_contact_on) as last,
          min((c.created_at at time zone me.zone)::date) filter (where c.status <> 'closed') as since,
          coalesce(sum(c.restricted_meetings) filter (where not coalesce(${isMine}, false)), 0)::int as hidden
        from cases c where c.tenant_id = ${tenant} and c.student_id = p.student_id
        and c.deleted_at is null and (p.person_id is null or c.created_by = p.person_id or c.escalated_to = p.person_id
          or exists (select 1 from case_team t where t.tenant_id = c.tenant_id and t.case_id = c.id and t.user_id = p.person_id))) counted
      cross join lateral (select s.display_code, s.grade_level from students s where s.tenant_id = ${tenant} and s.id = p.student_id limit 1) st
     order by p.meetings desc, p.student_id`);
};

const statements = new Map<string, { readonly mine: RecurringStatement; readonly all: RecurringStatement }>();
type RecurringStatement = ReturnType<typeof recurringStatement>;

/** The statement of a page of recurring students and its values. */
export const recurringQuery = (input: RecurringInput): { statement: RecurringStatement; values: RecurringValues } => {
  const after = input.cursor === undefined ? null : placeOf(input.cursor, "number");
  const { withoutImprovement, limit } = input;
  const shape = { withoutImprovement, isNext: after !== null, isLong: limit > 50 };
  const key = JSON.stringify(shape);
  const made = statements.get(key) ?? scoped((mine) => recurringStatement(shape, mine));
  statements.set(key, made);
  return {
    statement: made[input.scope],
    values: { afterMeetings: after?.sort ?? null, afterId: after?.id ?? null },
  };
};

/** Students who come back again and again, by the kept counters. */
export const recurring = async (scope: Scope, input: RecurringInput): Promise<Recurring> => {
  const { statement, values } = recurringQuery(input);
  const { actor, rows } = await read(scope, statement(values));
  const [found] = rows;
  const shown = found.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    covers: has(actor, "cases.read_all") && input.scope === "all" ? "school" : "mine",
    students: shown
      // The kept counters know of every meeting; the reader is told of those that they may know of.
      .map(({ hidden, ...row }) => ({ ...row, meetings: row.meetings - hidden }))
      .filter(isRecurring)
      .map(({ improving, activeSince, today, ...row }) => ({
        ...row,
        withoutImprovement: isWithoutImprovement({ ...row, improving }, { activeSince, today }),
      }))
      .filter((row) => row.withoutImprovement || !input.withoutImprovement),
    next:
      found.length > input.limit && last !== undefined
        ? cursorOf({ sort: String(last.meetings), id: last.studentId })
        : null,
  };
};
