import { rawStatement } from "@handrail/db/statement";
import { sql } from "drizzle-orm";
import { v7 as newId } from "uuid";

import type { RowChange } from "./rows.ts";

/**
 * Adds to the counters; a check constraint refuses a negative one, so the insert is for students without a row alone.
 * Another session may make that row at the same moment: then this adds to it.
 */
export const writeRollups = rawStatement<{ kind: string; sourceId: string; rows: string }>()(sql`
  with d as (
    select * from jsonb_to_recordset(${sql.placeholder("rows")}::jsonb)
      as r (id uuid, student_id uuid, expected int, present int, tardy int, excused int, absent int, minutes int)
  ), counted as (
    update attendance_rollups a set expected = a.expected + d.expected, present = a.present + d.present, tardy = a.tardy + d.tardy,
        excused = a.excused + d.excused, absent = a.absent + d.absent, minutes = a.minutes + d.minutes, updated_at = now()
      from d where a.tenant_id = app.tenant_id() and a.source_kind = ${sql.placeholder("kind")}
        and a.source_id = ${sql.placeholder("sourceId")}::uuid and a.student_id = d.student_id
    returning a.student_id
  )
  insert into attendance_rollups (tenant_id, id, source_kind, source_id, student_id, expected, present, tardy, excused, absent, minutes)
  select app.tenant_id(), d.id, ${sql.placeholder("kind")}, ${sql.placeholder("sourceId")}::uuid, d.student_id,
      d.expected, d.present, d.tardy, d.excused, d.absent, d.minutes
    from d where not exists (select 1 from counted c where c.student_id = d.student_id)
  on conflict (tenant_id, source_kind, source_id, student_id) do update set expected = attendance_rollups.expected + excluded.expected,
    present = attendance_rollups.present + excluded.present, tardy = attendance_rollups.tardy + excluded.tardy,
    excused = attendance_rollups.excused + excluded.excused, absent = attendance_rollups.absent + excluded.absent,
    minutes = attendance_rollups.minutes + excluded.minutes, updated_at = now()`);

export const rollupWrites = (session: { kind: string; interventionId: string | null }, changes: readonly RowChange[]) =>
  writeRollups({
    kind: session.kind,
    sourceId: session.interventionId ?? "",
    rows: JSON.stringify(
      changes.flatMap(({ row, delta }) =>
        delta === null ? [] : [{ id: newId(), student_id: row.studentId, ...delta }],
      ),
    ),
  });
