import { demoIds } from "@handrail/db/seed/ids";
import { addDays, dayIn } from "@handrail/domain/kernel/time";
import type postgres from "postgres";

import { newMutation, student, tenantId, type Client } from "../../proofs/school.fixture.ts";

/** For tests of the plan: Alder Street's calendar, cleared of what the demo holds to come. */
const zone = "Europe/London";
export const readingBoost = demoIds.intervention("alder", "reading-boost");
export const room4 = demoIds.room("alder", "Room 4");

const today = (): string => dayIn(zone, new Date().toISOString());

/** The Monday of a week to come: 1 is the next. */
export const mondayIn = (weeks: number): string => {
  const day = today();
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
  return addDays(day, 8 - weekday + (weeks - 1) * 7);
};

/** A long term without closures and nothing planned yet: what a test books is all there is. Student 75 is for enrolling. */
export const clearPlan = async (admin: postgres.Sql): Promise<void> => {
  await admin.begin(async (tx) => {
    await tx`delete from bookings where tenant_id = ${tenantId} and upper(during) > now()`;
    await tx`delete from attendance_records where tenant_id = ${tenantId}
      and session_id in (select id from sessions where tenant_id = ${tenantId} and end_time > now())`;
    await tx`delete from bookings where tenant_id = ${tenantId} and session_id in (select id from sessions where end_time > now())`;
    await tx`delete from sessions where tenant_id = ${tenantId} and end_time > now()`;
    await tx`delete from enrollments where intervention_id = ${readingBoost} and student_id = ${student(75)}`;
    await tx`delete from attendance_rollups where source_id = ${readingBoost} and student_id = ${student(75)}`;
    await tx`update attendance_rollups k set expected = c.expected, present = c.present, absent = c.absent
      from (select r.id, count(a.id) as expected, count(a.id) filter (where a.status = 'present') as present,
          count(a.id) filter (where a.status = 'absent') as absent
          from attendance_rollups r
          left join sessions s on s.tenant_id = r.tenant_id and s.intervention_id = r.source_id
          left join attendance_records a on a.session_id = s.id and a.student_id = r.student_id and a.expectation = 'expected'
         where r.tenant_id = ${tenantId} group by r.id) c
      where k.id = c.id`;
    await tx`update terms set ends_on = ends_on + 400 where tenant_id = ${tenantId}`;
    await tx`delete from closures where tenant_id = ${tenantId} and ends_on >= current_date`;
  });
};

type Pattern = Parameters<Client["sessions"]["previewSchedule"]["query"]>[0]["patterns"][number];

export const pattern = (more: Partial<Pattern> = {}): Pattern => ({
  recurrence: "FREQ=WEEKLY;BYDAY=MO,WE",
  startsOn: mondayIn(1),
  endsOn: addDays(mondayIn(4), 6),
  localTime: "09:30",
  durationMinutes: 30,
  locationId: room4,
  facilitatorId: demoIds.user("alder", "okafor"),
  ...more,
});

/** Saves what the preview promises. */
export const scheduled = async (client: Client, interventionId: string, patterns: readonly Pattern[]) => {
  const plan = { interventionId, patterns: [...patterns], choices: [] };
  const { count } = await client.sessions.previewSchedule.query(plan);
  return client.sessions.schedule.mutate({ ...plan, mutationId: newMutation(), count });
};
