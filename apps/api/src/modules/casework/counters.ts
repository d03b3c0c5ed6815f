import { rawStatement } from "@handrail/db/statement";
import { counterDeltas, type Counted } from "@handrail/domain/casework/counters";
import { sql } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";

const tenant = sql`(select app.tenant_id())`;
const rows = sql`${sql.placeholder("rows")}::jsonb`;

/**
 * Every change of a case touches its school's own counters: they come one after another here, in the last round trip,
 * instead of waiting for each other crosswise.
 */
const holdCounters = rawStatement<object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('case counters ' || ${tenant}::text, 0))`);

// Not `is not distinct from`: no index answers that.
const samePerson = sql`(k.person_id = d."personId" or k.person_id is null and d."personId" is null)`;

// A check constraint refuses a negative row before the conflict with the one that is there is seen: hence update first.
const countByKind = rawStatement<{ rows: string }>()(sql`
  with d as (select * from jsonb_to_recordset(${rows})
    as r ("personId" uuid, status text, urgency text, "rootCause" text, cases int, meetings int)
  ), counted as (
    update case_counters k set cases = k.cases + d.cases, meetings = k.meetings + d.meetings, updated_at = now()
      from d where k.tenant_id = ${tenant} and ${samePerson} and k.status = d.status
        and k.urgency = d.urgency and k.root_cause = d."rootCause"
    returning k.person_id, k.status, k.urgency, k.root_cause
  )
  insert into case_counters (tenant_id, id, person_id, status, urgency, root_cause, cases, meetings)
  select ${tenant}, gen_random_uuid(), d."personId", d.status, d.urgency, d."rootCause", d.cases, d.meetings from d
   where not exists (select 1 from counted k where ${samePerson} and k.status = d.status
     and k.urgency = d.urgency and k.root_cause = d."rootCause")`);

const countByDay = rawStatement<{ rows: string }>()(sql`
  with d as (select * from jsonb_to_recordset(${rows}) as r ("personId" uuid, day date, cases int)
  ), counted as (
    update case_follow_up_counters k set cases = k.cases + d.cases, updated_at = now()
      from d where k.tenant_id = ${tenant} and ${samePerson} and k.day = d.day
    returning k.person_id, k.day
  )
  insert into case_follow_up_counters (tenant_id, id, person_id, day, cases)
  select ${tenant}, gen_random_uuid(), d."personId", d.day, d.cases from d
   where not exists (select 1 from counted k where ${samePerson} and k.day = d.day)`);

export const countByStudentX = rawStatement<{ rows: string }>()(sql`
  with d as (select * from jsonb_to_recordset(${rows})
    as r ("personId" uuid, "studentId" uuid, cases int, active int, improving int, meetings int)
  ), counted as (
    update case_student_counters k set cases = k.cases + d.cases, active = k.active + d.active,
        improving = k.improving + d.improving, meetings = k.meetings + d.meetings, updated_at = now()
      from d where k.tenant_id = ${tenant} and ${samePerson} and k.student_id = d."studentId"
    returning k.person_id, k.student_id
  )
  insert into case_student_counters (tenant_id, id, person_id, student_id, cases, active, improving, meetings)
  select ${tenant}, gen_random_uuid(), d."personId", d."studentId", d.cases, d.active, d.improving, d.meetings from d
   where not exists (select 1 from counted k where ${samePerson} and k.student_id = d."studentId")`);

/** Keeps the counters in the transaction that changes a case. Written last: nothing waits behind them for long. */
export const writeCounters = (tx: Pick<Tx, "write">, before: Counted | null, after: Counted | null): void => {
  const { byKind, byDay, byStudent } = counterDeltas(before, after);
  if (byKind.length + byDay.length + byStudent.length === 0) return;
  tx.write(holdCounters({}));
  if (byKind.length > 0) tx.write(countByKind({ rows: JSON.stringify(byKind) }));
  if (byDay.length > 0) tx.write(countByDay({ rows: JSON.stringify(byDay) }));
  if (byStudent.length > 0) tx.write(countByStudentX({ rows: JSON.stringify(byStudent) }));
};
