import type postgres from "postgres";

import type { BenchWorld } from "./world.ts";

/** A school of cases: ids to ask about, beside all that lies around them. */
export interface CaseSchool {
  readonly by: string;
  /** A student with twenty cases, at either size. */
  readonly studentId: string;
  /** Active cases to write updates into. */
  readonly caseIds: readonly string[];
  /** Students without a case, for new ones. */
  readonly fresh: readonly string[];
}

/** Students to open cases for: with six causes each, enough for every round. */
const freshCount = 12_000;

const addStudents = async (
  admin: postgres.Sql,
  tenant: string,
  { from, to, prefix }: { from: number; to: number; prefix: string },
) =>
  admin`
    insert into students (tenant_id, id, display_code, school_id, grade_level, enrolled_on)
    select ${tenant}, gen_random_uuid(), ${prefix}::text || n, (select id from schools where tenant_id = ${tenant} limit 1), '7', current_date
      from generate_series(${from}::int, ${to}::int) n`;

/**
 * Grows the school from `from` to `to` cases, twenty for each student, one in ten of them active; each with its meeting and
 * an update. The counters are counted again, as the commands would have kept them.
 */
export const growCases = async (
  admin: postgres.Sql,
  world: BenchWorld,
  { from, to }: { from: number; to: number },
): Promise<void> => {
  const tenant = world.tenantId;
  await addStudents(admin, tenant, { from: from / 20, to: to / 20 - 1, prefix: "CASES-" });
  await admin`
    with made as (
      select gen_random_uuid() as id, st.id as student_id, n,
        (array['health','family','academic','financial','behavioral','other'])[n / 10 % 6 + 1] as cause,
        (array['low','medium','high'])[n % 3 + 1] as urgency,
        case when n % 10 = 0 then (array['open','monitoring','improving','not_improving'])[n / 10 % 4 + 1] else 'closed' end as status,
        (select id from users where tenant_id = ${tenant} and email = 'reyes@alder.example') as by
        from generate_series(${from}::int, ${to - 1}::int) n
        join students st on st.tenant_id = ${tenant} and st.display_code = 'CASES-' || n / 20
    ), cases_made as (
      insert into cases (tenant_id, id, student_id, root_cause, urgency, status, follow_up_date, resolution_notes, closed_at,
        last_contact_on, meetings, created_by, version, created_at)
      select ${tenant}, id, student_id, cause, urgency, status, case when status <> 'closed' then current_date + n % 60 - 20 end,
        case when status = 'closed' then 'Solved.' end, case when status = 'closed' then now() end, current_date - n % 700, 1, by, 2,
        now() - n % 700 * interval '1 day' from made
    )
    insert into case_entries (tenant_id, id, case_id, student_id, kind, number, meeting_date, absence_reason, intervention_notes,
      action_plan, update_text, created_by, created_at, case_version)
    select ${tenant}, gen_random_uuid(), id, student_id, k.kind, k.number, case when k.number = 1 then current_date - n % 700 end,
      case when k.number = 1 then 'Said so.' end, case when k.number = 1 then 'Noticed.' end, case when k.number = 1 then 'A plan.' end,
      case when k.number = 2 then 'Since then.' end, by, now() - n % 700 * interval '1 day', k.number
      from made, (values ('meeting', 1), ('update', 2)) k (kind, number)`;
  await countAgain(admin, tenant);
  await admin.unsafe("vacuum analyze");
  await admin.unsafe("checkpoint");
};

/** Of every case, once for the school and once for its opener: nobody else works on these. */
const countAgain = async (admin: postgres.Sql, tenant: string): Promise<void> => {
  for (const table of ["case_counters", "case_follow_up_counters", "case_student_counters"])
    await admin.unsafe(`delete from ${table} where tenant_id = '${tenant}'`);
  await admin`
    with people as (select c.*, p.person from cases c, lateral (values (null::uuid), (c.created_by)) p (person)
      where c.tenant_id = ${tenant} and c.deleted_at is null
    ), kinds as (
      insert into case_counters (tenant_id, id, person_id, status, urgency, root_cause, cases, meetings)
      select tenant_id, gen_random_uuid(), person, status, urgency, root_cause, count(*), sum(meetings) from people group by 1, 3, 4, 5, 6
    ), days as (
      insert into case_follow_up_counters (tenant_id, id, person_id, day, cases)
      select tenant_id, gen_random_uuid(), person, follow_up_date, count(*) from people
       where status <> 'closed' and follow_up_date is not null group by 1, 3, 4
    )
    insert into case_student_counters (tenant_id, id, person_id, student_id, cases, active, improving, meetings)
    select tenant_id, gen_random_uuid(), person, student_id, count(*), count(*) filter (where status <> 'closed'),
      count(*) filter (where status = 'improving'), sum(meetings) from people group by 1, 3, 4`;
};

export const caseSchool = async (admin: postgres.Sql, world: BenchWorld): Promise<CaseSchool> => {
  const tenant = world.tenantId;
  await addStudents(admin, tenant, { from: 1, to: freshCount, prefix: "FRESH-" });
  const [person] = await admin<{ id: string }[]>`select id from users where email = 'reyes@alder.example'`;
  const [student] = await admin<
    { id: string }[]
  >`select id from students where tenant_id = ${tenant} and display_code = 'CASES-7'`;
  const active = await admin<{ id: string }[]>`
    select id from cases where tenant_id = ${tenant} and status <> 'closed' and deleted_at is null
      and student_id in (select id from students where display_code like 'CASES-%') order by id limit 400`;
  const fresh = await admin<
    { id: string }[]
  >`select id from students where tenant_id = ${tenant} and display_code like 'FRESH-%' order by id`;
  return {
    by: person?.id ?? "",
    studentId: student?.id ?? "",
    caseIds: active.map(({ id }) => id),
    fresh: fresh.map(({ id }) => id),
  };
};
