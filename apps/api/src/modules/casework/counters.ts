import { rawStatement } from "@handrail/db/statement";
import { counterDeltas, type Counted } from "@handrail/domain/casework/counters";
import { sql, type SQL } from "drizzle-orm";

import type { Tx } from "../../kernel/command.ts";

const tenant = sql`(select app.tenant_id())`;

/**
 * Every change of a case touches its school's own counters: they come one after another here, in the last round trip,
 * instead of waiting for each other crosswise.
 */
const holdCounters = rawStatement<object>()(sql`
  select pg_advisory_xact_lock(hashtextextended('case counters ' || ${tenant}::text, 0))`);

interface Counting {
  readonly table: SQL;
  /** The counter's key beside its person, as columns with their types; and the same compared with the row `k`. */
  readonly record: SQL;
  readonly same: SQL;
  readonly set: SQL;
  readonly columns: SQL;
  readonly values: SQL;
  readonly returning: SQL;
}

/**
 * Adds to counters: update first, since a check constraint refuses a negative row before the conflict with the one that is
 * there is seen. The school's counters and a person's are two updates, so that each finds its row by index; the rows go
 * through an array because Postgres expects ten of an array, and a hundred of a record set, for which it would walk the table.
 */
const addTo = ({ table, record, same, set, columns, values, returning }: Counting) =>
  rawStatement<{ rows: string }>()(sql`
    with d as materialized (
      select r.* from unnest(array(select jsonb_array_elements(${sql.placeholder("rows")}::jsonb))) v, jsonb_to_record(v) as r ("personId" uuid, ${record})
    ), school as (
      update ${table} k set ${set}, updated_at = now() from d
       where k.tenant_id = ${tenant} and k.person_id is null and d."personId" is null and ${same}
      returning k.person_id, ${returning}
    ), people as (
      update ${table} k set ${set}, updated_at = now() from d
       where k.tenant_id = ${tenant} and k.person_id = d."personId" and ${same}
      returning k.person_id, ${returning}
    )
    insert into ${table} (tenant_id, id, person_id, ${columns})
    select ${tenant}, gen_random_uuid(), d."personId", ${values} from d
     where not exists (select 1 from school k where d."personId" is null and ${same})
       and not exists (select 1 from people k where k.person_id = d."personId" and ${same})`);

const countByKind = addTo({
  table: sql`case_counters`,
  record: sql`status text, urgency text, "rootCause" text, cases int, meetings int`,
  same: sql`k.status = d.status and k.urgency = d.urgency and k.root_cause = d."rootCause"`,
  set: sql`cases = k.cases + d.cases, meetings = k.meetings + d.meetings`,
  columns: sql`status, urgency, root_cause, cases, meetings`,
  values: sql`d.status, d.urgency, d."rootCause", d.cases, d.meetings`,
  returning: sql`k.status, k.urgency, k.root_cause`,
});

const countByDay = addTo({
  table: sql`case_follow_up_counters`,
  record: sql`day date, cases int`,
  same: sql`k.day = d.day`,
  set: sql`cases = k.cases + d.cases`,
  columns: sql`day, cases`,
  values: sql`d.day, d.cases`,
  returning: sql`k.day`,
});

const countByStudent = addTo({
  table: sql`case_student_counters`,
  record: sql`"studentId" uuid, cases int, active int, improving int, meetings int`,
  same: sql`k.student_id = d."studentId"`,
  set: sql`cases = k.cases + d.cases, active = k.active + d.active, improving = k.improving + d.improving, meetings = k.meetings + d.meetings`,
  columns: sql`student_id, cases, active, improving, meetings`,
  values: sql`d."studentId", d.cases, d.active, d.improving, d.meetings`,
  returning: sql`k.student_id`,
});

/** Keeps the counters in the transaction that changes a case. Written last: nothing waits behind them for long. */
export const writeCounters = (tx: Pick<Tx, "write">, before: Counted | null, after: Counted | null): void => {
  const { byKind, byDay, byStudent } = counterDeltas(before, after);
  if (byKind.length + byDay.length + byStudent.length === 0) return;
  tx.write(holdCounters({}));
  if (byKind.length > 0) tx.write(countByKind({ rows: JSON.stringify(byKind) }));
  if (byDay.length > 0) tx.write(countByDay({ rows: JSON.stringify(byDay) }));
  if (byStudent.length > 0) tx.write(countByStudent({ rows: JSON.stringify(byStudent) }));
};
